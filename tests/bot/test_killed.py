import time
from tests.bot.lives import Lives
from tests.house import create_team


async def test_x(lives: Lives) -> None:
    t = time.time()
    await lives.start()
    olga = lives.person("Olga")
    olga.start()
    await lives.settled()
    print("first", time.time() - t)
    await create_team(lives, olga, "Ромашка")
    print("team", time.time() - t)
    for _ in range(5):
        t = time.time()
        await lives.killed()
        k = time.time() - t
        olga.write("/new Иванов, +7 912 345-67-89")
        await lives.start()
        await lives.settled()
        print("restart", time.time() - t, k)
    print(lives.log(), olga.screen())
