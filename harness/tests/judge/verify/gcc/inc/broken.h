int from_header = nothing_here;
