"""The statements behind op.sync_enum_values()."""
