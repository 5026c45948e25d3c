"""Ballots of other programs: files in, ballots of a poll out.

    from generator.intake.ballots.formats import load
    from generator.intake.ballots.sheet import Wish

    sheet = load(path, path.read_bytes(), Wish())

`sheet.ballots` are `generator.model.ballots.Ballot`, their values in the order of `sheet.options`;
a sheet with an error among its `problems` must not be counted. Without a poll the options come from
the file, and so does, where the file says it, what the ballots hold (`sheet.form`). Nothing here
asks the disk, the clock or chance: what becomes of a voter's id is a function in the wish.
"""
