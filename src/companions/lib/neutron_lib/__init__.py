"""A stand-in for neutron-lib: constants and the base of models."""

__limbeck_partial__ = True
