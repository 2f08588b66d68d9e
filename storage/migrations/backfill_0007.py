"""By what 0007 lets a file find the clients who were there before it."""

from sqlalchemy import Connection, text

from sales.joining import key_of

PAGE = 1000
_CLIENTS = text("SELECT team_id, id, name, company FROM clients WHERE id > :after ORDER BY id LIMIT :page")
_KEY = text(
    "INSERT INTO search_words (team_id, word, client_id) VALUES (:team, :word, :client) ON CONFLICT DO NOTHING"
)


def fill(connection: Connection) -> None:
    after = 0
    while page := connection.execute(_CLIENTS, {"after": after, "page": PAGE}).all():
        keyed = ((row, key_of(row.name, row.company)) for row in page)
        found = [{"team": row.team_id, "word": key, "client": row.id} for row, key in keyed if key]
        if found:
            connection.execute(_KEY, found)
        after = page[-1].id
