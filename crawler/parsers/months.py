"""The names of months, units of time and halves of the day, by language, as WordPress's own translations print them.

All names are folded (lower case, no accents: `dates.fold`); a name is found by its beginning where it is cut ("sept.").
Data for `dates.py`; no rules here.
"""

MONTHS: dict[str, str] = {
    "en": "january february march april may june july august september october november december",
    "de": "januar|janner februar|feber marz|maerz april mai juni juli august september oktober november dezember",
    "fr": "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre",
    "nl": "januari februari maart|mrt april mei juni juli augustus september oktober november december",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
    "pl": "stycznia|styczen lutego|luty marca|marzec kwietnia|kwiecien maja|maj czerwca|czerwiec lipca|lipiec "
    "sierpnia|sierpien wrzesnia|wrzesien pazdziernika|pazdziernik listopada|listopad grudnia|grudzien",
    "mi": "kohitatea|hanuere|kohi huitanguru|hui-tanguru|pepuere poututerangi|poutu-te-rangi|maehe "
    "paengawhawha|paenga-whawha|aperira haratua|mei pipiri|hune hongongoi|hongoingoi|hurae "
    "hereturikoka|here-turi-koka|akuhata mahuru|hepetema whiringa-a-nuku|oketopa whiringa-a-rangi|noema hakihea|tihema",
    "fi": "tammikuuta|tammikuu|tammi helmikuuta|helmikuu|helmi maaliskuuta|maaliskuu|maalis huhtikuuta|huhtikuu|huhti "
    "toukokuuta|toukokuun|toukokuu|touko kesakuuta|kesakuu|kesa heinakuuta|heinakuu|heina elokuuta|elokuu|elo "
    "syyskuuta|syyskuu|syys lokakuuta|lokakuu|loka marraskuuta|marraskuu|marras joulukuuta|joulukuu|joulu",
    "is": "januar februar mars april mai juni juli agust september oktober november desember",
    "cs": "ledna|leden unora|unor brezna|brezen dubna|duben kvetna|kveten cervna|cerven cervence|cervenec "
    "srpna|srpen zari rijna|rijen listopadu|listopad prosince|prosinec",
    "sk": "januara|januar februara|februar marca|marec aprila|april maja|maj juna|jun jula|jul "
    "augusta|august septembra|september oktobra|oktober novembra|november decembra|december",
    "hu": "januar februar marcius aprilis majus junius julius augusztus szeptember oktober november december",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "ca": "gener febrer marc abril maig juny juliol agost setembre octubre novembre desembre",
    "tr": "ocak subat mart nisan mayıs|mayis haziran temmuz agustos eylul ekim kasım|kasim aralık|aralik",
    "id": "januari februari maret april mei juni juli agustus september oktober november desember",
    "hr": "sijecanj|sijecnja veljaca|veljace ozujak|ozujka travanj|travnja svibanj|svibnja lipanj|lipnja "
    "srpanj|srpnja kolovoz|kolovoza rujan|rujna listopad|listopada studeni|studenoga prosinac|prosinca",
    "sl": "januar februar marec april maj junij julij avgust september oktober november december",
    "ru": "января|январь февраля|февраль марта|март апреля|апрель мая|маи июня|июнь июля|июль "
    "августа|август сентября|сентябрь октября|октябрь ноября|ноябрь декабря|декабрь",
    "uk": "січня|січень лютого|лютии березня|березень квітня|квітень травня|травень червня|червень "
    "липня|липень серпня|серпень вересня|вересень жовтня|жовтень листопада|листопад грудня|грудень",
    "bg": "януари февруари март април маи юни юли август септември октомври ноември декември",
    "el": "ιανουαριου|ιανουαριος φεβρουαριου|φεβρουαριος μαρτιου|μαρτιος απριλιου|απριλιος μαιου|μαιος "
    "ιουνιου|ιουνιος ιουλιου|ιουλιος αυγουστου|αυγουστος σεπτεμβριου|σεπτεμβριος οκτωβριου|οκτωβριος "
    "νοεμβριου|νοεμβριος δεκεμβριου|δεκεμβριος",
    "ar": "يناير|جانفي فبراير|فيفري مارس أبريل|أفريل|إبريل مايو|ماي يونيو|جوان|يونيه يوليو|جويلية|يوليه أغسطس|أوت|اغسطس سبتمبر أكتوبر|اكتوبر نوفمبر ديسمبر",
    "fa": "ژانویه فوریه مارس آوریل می|مه ژوئن جولای|ژوئیه آگوست|اوت سپتامبر اکتبر نوامبر دسامبر",
    "he": "ינואר|בינואר פברואר|בפברואר מרץ|במרץ|מרס אפריל|באפריל מאי|במאי יוני|ביוני יולי|ביולי אוגוסט|באוגוסט ספטמבר|בספטמבר אוקטובר|באוקטובר נובמבר|בנובמבר דצמבר|בדצמבר",
    "th": "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
    "sr": "јануар|јануара фебруар|фебруара март|марта април|априла мај|маја јун|јуна јул|јула август|августа септембар|септембра октобар|октобра новембар|новембра децембар|децембра",
    "lt": "sausis|sausio vasaris|vasario kovas|kovo balandis|balandzio geguze|geguzes birzelis|birzelio liepa|liepos rugpjutis|rugpjucio rugsejis|rugsejo spalis|spalio lapkritis|lapkricio gruodis|gruodzio",
    "lv": "janvaris februaris marts aprilis maijs junijs julijs augusts septembris oktobris novembris decembris",
    "et": "jaanuar veebruar marts aprill mai juuni juuli august september oktoober november detsember",
    "eu": "urtarrila|urtarrilaren otsaila|otsailaren martxoa|martxoaren apirila|apirilaren maiatza|maiatzaren ekaina|ekainaren uztaila|uztailaren abuztua|abuztuaren iraila|irailaren urria|urriaren azaroa|azaroaren abendua|abenduaren",
    "gl": "xaneiro febreiro marzo abril maio xuno xullo agosto setembro outubro novembro decembro",
    "vi": "thang-1|thang-mot|thang-gieng thang-2|thang-hai thang-3|thang-ba thang-4|thang-tu|thang-bon thang-5|thang-nam thang-6|thang-sau "
    "thang-7|thang-bay thang-8|thang-tam thang-9|thang-chin thang-10|thang-muoi thang-11|thang-muoi-mot thang-12|thang-muoi-hai|thang-chap",
}
"""Twelve names a language; `|` parts forms of one month. The order breaks ties between languages (listopad)."""

SHORT: dict[str, int] = {
    "jan": 1, "feb": 2, "mar": 3, "mrz": 3, "mai": 5, "dez": 12, "okt": 10, "oct": 10, "dec": 12, "sep": 9, "sept": 9,
    "ago": 8, "set": 9, "out": 10, "dic": 12, "ene": 1, "avr": 4, "abr": 4, "fev": 2, "gen": 1, "mag": 5, "giu": 6,
    "lug": 7, "ott": 10, "aug": 8, "jul": 7, "jun": 6, "juil": 7, "apr": 4, "may": 5, "nov": 11, "mei": 5, "des": 12,
}  # fmt: skip
"""Short names that beginnings alone would leave between two months or two languages."""

WEEKDAYS = """
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim
lunes martes miercoles jueves viernes sabado domingo mie jue vie sab dom
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo
lunedi martedi mercoledi giovedi venerdi sabato domenica gio
segunda-feira terca-feira quarta-feira quinta-feira sexta-feira segunda terca quarta quinta sexta seg ter qua qui sex
mandag tisdag onsdag torsdag fredag lordag sondag tirsdag man tor ons tis tir lor son
poniedzialek wtorek sroda czwartek piatek sobota niedziela pon wt sr czw pt sob niedz
rahina raturei raapa rapare ramere rahoroi ratapu mane turei wenerei taite paraire hatarei
"""
"""Folded, as they stand beside a date."""

AGO: tuple[str, ...] = (
    "ago", "vor", "il y a", "hace", "geleden", "fa", "atras", "ha", "sedan", "siden", "temu", "i mua",
    "fa", "sitten", "назад", "тому", "πριν", "yang lalu", "kua hipa", "once", "pred", "truoc", "לפני", "前", "전",
)  # fmt: skip

UNITS: dict[str, str] = {
    "seconds": "second seconds sec secs sekunde sekunden seconde secondes segundo segundos seconden secondo secondi "
    "sekund sekunder sekundy hekona saniye detik giay sekundami секунд секунды δευτερολεπτα שניות 秒 초",
    "minutes": "minute minutes min mins minuten minuto minutos minuut minuti minut minuter minutter minuty minutt meneti "
    "dakika menit phut minutami минут минуты λεπτα דקות 分钟 分 분",
    "hours": "hour hours hr hrs stunde stunden heure heures hora horas uur uren ora ore timme timmar time timer "
    "godzina godzine godziny godzin haora saat jam gio hodinou hodinami час часа часов ωρα ωρες שעה שעות 小时 時間 시간",
    "days": "day days tag tage tagen jour jours dia dias dag dagen dagar dage dager giorno giorni dzien dni ra "
    "gun hari ngay dnem dny день дня днеи дней ημερα ημερες μερες יום ימים 天 日 일",
    "weeks": "week weeks woche wochen semaine semaines semana semanas weken settimana settimane vecka veckor "
    "uge uger uke uker tydzien tygodnie tygodni wiki "
    "hafta minggu tuan tydnem tydny неделю недели недель εβδομαδα εβδομαδες שבוע שבועות 周 週間 주",
}
"""Folded words of each unit. Months and years are left out: they do not say a day."""

LONG_UNITS = """
month months year years monat monate monaten jahr jahre jahren mois an ans annee annees mes meses ano anos maand
maanden jaar jaren mese mesi anno anni mes manad manader ar maned maneder miesiac miesiace miesiecy rok lata lat
marama tau
"""
"""Folded words of units that say no day."""

DAYS_BACK: dict[str, int] = {
    "today": 0, "heute": 0, "aujourd'hui": 0, "hoy": 0, "vandaag": 0, "oggi": 0, "hoje": 0, "idag": 0, "i dag": 0,
    "dzisiaj": 0, "yesterday": 1, "gestern": 1, "hier": 1, "ayer": 1, "gisteren": 1, "ieri": 1, "ontem": 1, "igar": 1,
    "i gar": 1, "wczoraj": 1, "inanahi": 1, "tenei ra": 0, "dzis": 0,
    "just now": 0, "gerade eben": 0, "a l'instant": 0, "ahora mismo": 0, "zojuist": 0, "proprio ora": 0, "agora mesmo": 0,
    "just nu": 0, "lige nu": 0, "akkurat na": 0, "przed chwila": 0,
}  # fmt: skip

MORNING: tuple[str, ...] = ("am", "上午", "오전", "午前", "凌晨", "早上", "πμ", "дп")
EVENING: tuple[str, ...] = ("pm", "下午", "오후", "午後", "晚上", "μμ", "пп")

NUMBERS: dict[str, int] = {
    "a": 1, "an": 1, "one": 1, "un": 1, "une": 1, "una": 1, "einem": 1, "einer": 1, "een": 1, "en": 1,
}  # fmt: skip
"""Words for one before a unit."""
