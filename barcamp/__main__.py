"""python -m barcamp."""

from barcamp.cli import main

if __name__ == "__main__":
    main()
