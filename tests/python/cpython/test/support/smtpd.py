"""A mail server, which limbeck has not: for the import of test_logging."""


class SMTPServer:
    pass
