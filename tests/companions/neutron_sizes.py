"""The sizes and branches that scripts of Neutron and its drivers name."""

from neutron_lib.db import constants

for name in ("AZ_HINTS_DB_LEN", "DESCRIPTION_FIELD_SIZE", "DEVICE_ID_FIELD_SIZE",
             "ETHERTYPE_FIELD_SIZE", "FQDN_FIELD_SIZE", "IP_ADDR_FIELD_SIZE",
             "LONG_DESCRIPTION_FIELD_SIZE", "MAC_ADDR_FIELD_SIZE", "NAME_FIELD_SIZE",
             "PROJECT_ID_FIELD_SIZE", "RESOURCE_TYPE_FIELD_SIZE", "STATUS_FIELD_SIZE",
             "UUID_FIELD_SIZE", "DB_INTEGER_MAX_VALUE", "EXPAND_BRANCH", "CONTRACT_BRANCH"):
    print(name, getattr(constants, name))
