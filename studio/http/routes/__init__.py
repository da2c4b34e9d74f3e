"""The endpoints of the wire, one module for each thing that can be asked for."""
