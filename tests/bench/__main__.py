"""Runs the parts named on the command line, or all of them."""

import sys

from tests.bench import attacks, comments, first_page, invitations, load, results, survey

PARTS = {
    "survey": survey.run,
    "load": load.run,
    "first_page": first_page.run,
    "results": results.run,
    "invitations": invitations.run,
    "attacks": attacks.run,
    "comments": comments.run,
}


def main() -> None:
    wanted = sys.argv[1:] or list(PARTS)
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        sys.exit(f"There is no part “{unknown[0]}”. Choose from: {', '.join(PARTS)}.")
    for name in wanted:
        PARTS[name]()


if __name__ == "__main__":
    main()
