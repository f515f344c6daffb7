"""A second world of honest rosters, and of forgers, built without knowledge of what the score looks at.

``dossiers(kind, seed, count, dose)`` gives honest rosters of one of KINDS; ``agencies`` and ``forged`` give rounds of
agencies, honest and not; ``rounds`` writes them as files and reads them as the command does. Each module says which
of its figures were counted and which are judgement. All people are made up.
"""
