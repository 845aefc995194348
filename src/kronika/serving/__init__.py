"""The desk: a local web server at which people read, doubt and correct."""
