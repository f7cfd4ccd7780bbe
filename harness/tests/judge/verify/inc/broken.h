// A header with a mistake that its includer expects.
int from_header = nothing_here;
