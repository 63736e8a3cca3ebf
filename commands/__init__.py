"""The commands of the command line, a module for each thing one does; cli.py gathers them."""
