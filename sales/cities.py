"""Cities of whose name no time zone is called, and the zone (IANA) whose clock hangs there."""

_BY_ZONE = {
    "Europe/Moscow": (
        "Санкт-Петербург, Питер, СПб, Saint Petersburg, St Petersburg, Казань, Kazan, Нижний Новгород, "
        "Nizhny Novgorod, Ростов-на-Дону, Rostov-on-Don, Ростов, Воронеж, Voronezh, Краснодар, Krasnodar, Тула, "
        "Tula, Ярославль, Yaroslavl, Рязань, Ryazan, Липецк, Lipetsk, Пенза, Penza, Чебоксары, Калуга, Kaluga, "
        "Тверь, Tver, Иваново, Брянск, Bryansk, Курск, Kursk, Белгород, Belgorod, Сочи, Sochi, Ставрополь, "
        "Махачкала, Владимир, Архангельск, Мурманск, Murmansk, Вологда, Череповец, Смоленск, Smolensk, Орёл, "
        "Тамбов, Саранск, Йошкар-Ола, Набережные Челны, Нальчик, Владикавказ, Грозный, Таганрог, Новороссийск, "
        "Петрозаводск, Сыктывкар, Псков, Великий Новгород, Кострома, Подольск, Химки, Балашиха, Мытищи, Королёв, "
        "Люберцы, Нижнекамск, Дзержинск, Арзамас, Элиста, Майкоп, Черкесск"
    ),
    "Europe/Samara": "Тольятти, Togliatti, Tolyatti, Ижевск, Izhevsk, Сызрань",
    "Asia/Yekaterinburg": (
        "Пермь, Perm, Челябинск, Chelyabinsk, Уфа, Ufa, Тюмень, Tyumen, Оренбург, Orenburg, Магнитогорск, Сургут, "
        "Surgut, Нижний Тагил, Курган, Стерлитамак, Нижневартовск, Ханты-Мансийск, Салехард, Екб, Миасс"
    ),
    "Asia/Novosibirsk": "Бердск",
    "Asia/Novokuznetsk": "Кемерово, Kemerovo, Прокопьевск",
    "Asia/Barnaul": "Бийск, Горно-Алтайск",
    "Asia/Krasnoyarsk": "Абакан, Норильск, Norilsk, Кызыл, Ачинск",
    "Asia/Irkutsk": "Улан-Удэ, Ulan-Ude, Братск, Ангарск",
    "Asia/Yakutsk": "Благовещенск",
    "Asia/Vladivostok": "Хабаровск, Khabarovsk, Комсомольск-на-Амуре, Уссурийск, Находка, Биробиджан",
    "Asia/Sakhalin": "Южно-Сахалинск",
    "Asia/Kamchatka": "Петропавловск-Камчатский",
    "Europe/Simferopol": "Севастополь, Sevastopol, Ялта, Керчь",
    "Europe/Minsk": "Гомель, Витебск, Могилёв, Гродно, Брест, Бобруйск, Барановичи",
    "Asia/Almaty": "Астана, Astana, Шымкент, Shymkent, Караганда, Павлодар, Усть-Каменогорск",
    "Asia/Tashkent": "Фергана, Наманган, Андижан",
    "Asia/Tbilisi": "Батуми, Batumi, Кутаиси",
    "Asia/Yerevan": "Гюмри, Ванадзор",
    "Asia/Dubai": "Абу-Даби, Abu Dhabi, Шарджа, Sharjah",
    "Europe/London": "Manchester, Birmingham, Leeds, Glasgow, Edinburgh, Bristol, Liverpool",
    "Europe/Berlin": "Munich, Мюнхен, Hamburg, Гамбург, Frankfurt, Франкфурт, Cologne, Кёльн, Düsseldorf, Stuttgart",
    "America/New_York": "Boston, Miami, Washington, Philadelphia, Atlanta, Charlotte",
    "America/Chicago": "Dallas, Houston, Austin, San Antonio, Nashville, Minneapolis",
    "America/Los_Angeles": "San Francisco, San Diego, Seattle, Portland, Las Vegas, Sacramento, San Jose",
}
ZONES = {city: zone for zone, cities in _BY_ZONE.items() for city in cities.split(", ")}
