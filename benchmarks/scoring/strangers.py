def vectors(count):
    return {}


def main(count):
    pass
