"""What models inherit from oslo.db."""

__limbeck_partial__ = True
