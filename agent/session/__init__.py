"""The session floor: what carries out a wish, below every surface.

    workspace = open_workspace(environment, folder)             the journal, the skills, the backend
    result = await ask(workspace, WishRequest("waves"), words, listener)
    result = await dispatch.see_through(workspace, job, words, listener)
    async for notice in listen.follow(workspace, job.id): ...

`ask` writes a request down as a job; `dispatch` has it done in this process (`runner`, once:
`job_locks`) or by one of its own (`spawn`), which relays its notices through the journal
(`relayed_notice`); `listen` follows them there. `result` makes the one object of it all.
`queue` and `open_conversation` serve the conversation in the terminal, `transcript` writes one out.

Nothing here prints, takes signals, parses arguments or looks at the process: environment, folder
and program are handed in. Nothing blocks a loop but the disk, and threads may share a workspace.
"""
