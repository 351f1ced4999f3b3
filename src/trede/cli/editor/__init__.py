"""`trede language-server`: help for whoever writes a regime in a text editor.

| module | task |
|---|---|
| `desk.py` | reads a regime as it stands in the editor, what is not saved yet included |
| `spot.py` | finds the sentence and the name at the cursor |
| `complete.py` | what may follow here |
| `look.py` | what a name or a norm is, and where it is said |
| `server.py` | the language server protocol around them |
"""

from trede.cli.editor.server import build_server, serve

__all__ = ["build_server", "serve"]
