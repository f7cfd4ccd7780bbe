#!/bin/sh
exec mustfail run --suite cases --format console --format "json=$TEST_UNDECLARED_OUTPUTS_DIR/mustfail.json"
