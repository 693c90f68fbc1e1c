"""The names of the load balancer's API that octavia's schema is made of:
https://docs.openstack.org/octavia-lib/ What else the library has is opaque.
"""
