#include "inc/annotated.h"
