class Requirements:
    pass
