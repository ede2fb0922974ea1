//! The words themselves, in the order they are shown.

use super::Word;

const fn word(code: &'static str, label: &'static str) -> Word {
    Word { code, label }
}

pub(super) const PLACE: &[Word] = &[
    word("thuis", "thuis"),
    word("dorpshuis", "dorpshuis"),
    word("cultuurhuis", "cultuurhuis"),
    word("wijkcentrum", "wijkcentrum"),
    word("buurthuis", "buurthuis"),
    word("bibliotheek", "bibliotheek"),
    word("gemeentehuis", "gemeentehuis"),
    word("werkplek", "werkplek"),
    word("telefonisch", "telefonisch"),
    word("buiten", "buiten"),
    word("anders", "anders"),
];

pub(super) const CONVERSATION_KIND: &[Word] = &[
    word("eerste_gesprek", "eerste gesprek"),
    word("vervolggesprek", "vervolggesprek"),
    word("evaluatie", "evaluatie"),
    word("nazorg", "nazorg"),
    word("kort_contact", "kort contact"),
];

pub(super) const PRESENT: &[Word] = &[
    word("partner", "partner"),
    word("kind", "kind"),
    word("familie", "familie"),
    word("tolk", "tolk"),
    word("maatje", "maatje"),
    word("sleutelpersoon", "sleutelpersoon"),
    word("begeleider", "begeleider"),
];

pub(super) const MISSED: &[Word] = &[
    word("niet_thuis", "niet thuis"),
    word("ziek", "ziek"),
    word("vergeten", "vergeten"),
    word("afgezegd_door_inwoner", "afgezegd door inwoner"),
    word("afgezegd_door_coach", "afgezegd door coach"),
    word("tolk_kwam_niet", "tolk kwam niet"),
    word("wil_nu_niet", "wil nu niet"),
];

pub(super) const THEME: &[Word] = &[
    word("lichamelijke_gezondheid", "lichamelijke gezondheid"),
    word("geestelijke_gezondheid", "geestelijke gezondheid"),
    word("sociaal_netwerk", "sociaal netwerk"),
    word("financien", "financiën"),
    word("huisvesting", "huisvesting"),
    word("werk_en_opleiding", "werk en opleiding"),
    word("dagritme", "dagritme"),
    word("taal_en_geletterdheid", "taal en geletterdheid"),
    word("leefstijl", "leefstijl"),
    word("gezin", "gezin"),
    word("mantelzorg", "mantelzorg"),
    word("zingeving", "zingeving"),
    word("vervoer", "vervoer"),
    word("veiligheid_thuis", "veiligheid thuis"),
    word("formulieren_en_digitaal", "formulieren en digitaal"),
    word("verlies", "verlies"),
];

pub(super) const WANTS: &[Word] = &[word("ja", "ja"), word("later", "later"), word("nee", "nee")];

pub(super) const BARRIER: &[Word] = &[
    word("lichamelijk", "lichamelijk"),
    word("psychisch", "psychisch"),
    word("sociaal", "sociaal"),
    word("taal", "taal"),
    word("schulden", "schulden"),
    word("geld", "geld"),
    word("verslaving", "verslaving"),
    word("detentieverleden", "detentieverleden"),
    word("dakloosheid", "dakloosheid"),
    word("opleiding", "opleiding"),
    word("ervaring", "ervaring"),
    word("werknemersvaardigheden", "werknemersvaardigheden"),
    word("presentatie", "presentatie"),
    word("vervoer", "vervoer"),
    word("kinderopvang", "kinderopvang"),
    word("mantelzorg", "mantelzorg"),
    word("digitaal", "digitaal"),
    word("toegankelijkheid", "toegankelijkheid"),
];

pub(super) const PERSON_GROUP: &[Word] = &[
    word("re_integratie", "re-integratie"),
    word("doorstromer", "doorstromer"),
    word("participatie", "participatie"),
];

pub(super) const LAW: &[Word] = &[
    word("participatiewet", "Participatiewet"),
    word("wmo", "Wmo"),
    word("jeugdwet", "Jeugdwet"),
    word("geen", "geen"),
    word("onbekend", "onbekend"),
];

pub(super) const INFLOW: &[Word] = &[
    word("wijkteam", "wijkteam"),
    word("klantmanager", "klantmanager"),
    word("huisarts", "huisarts"),
    word("consultatiebureau", "consultatiebureau"),
    word("jgz", "jgz"),
    word("wmo", "Wmo"),
    word("sleutelpersoon", "sleutelpersoon"),
    word("familie_of_buren", "familie of buren"),
    word("uitnodiging", "uitnodiging"),
    word("folder", "folder"),
    word("website", "website"),
    word("krant", "krant"),
    word("zelf", "zelf"),
    word("anders", "anders"),
];

pub(super) const REFERRAL_TO: &[Word] = &[
    word("sociaal_team", "sociaal team"),
    word("huisarts", "huisarts"),
    word("sport", "sport"),
    word("dietist", "diëtist"),
    word("fysiotherapeut", "fysiotherapeut"),
    word("mentale_coach", "mentale coach"),
    word("beweegcoach", "beweegcoach"),
    word("buurtsportcoach", "buurtsportcoach"),
    word("welzijn", "welzijn"),
    word("maatschappelijk_werk", "maatschappelijk werk"),
    word(
        "maatschappelijke_begeleiding",
        "maatschappelijke begeleiding",
    ),
    word("psychische_zorg", "psychische zorg"),
    word("verslavingszorg", "verslavingszorg"),
    word("schuldhulp", "schuldhulp"),
    word("formulierenhulp", "formulierenhulp"),
    word("voedselbank", "voedselbank"),
    word("taalaanbieder", "taalaanbieder"),
    word("vrijwilligerscentrale", "vrijwilligerscentrale"),
    word("dagbesteding", "dagbesteding"),
    word("werkbedrijf", "werkbedrijf"),
    word("jobcoach", "jobcoach"),
    word("arbeidsdeskundige", "arbeidsdeskundige"),
    word("bedrijfsarts", "bedrijfsarts"),
    word("mantelzorgsteunpunt", "mantelzorgsteunpunt"),
    word("maatje", "maatje"),
    word("anders", "anders"),
];

pub(super) const REFERRAL_STATUS: &[Word] = &[
    word("verstuurd", "verstuurd"),
    word("geaccepteerd", "geaccepteerd"),
    word("gestart", "gestart"),
    word("afgerond", "afgerond"),
    word("afgebroken", "afgebroken"),
];

pub(super) const FUNDING: &[Word] = &[
    word("gids", "GIDS"),
    word("participatiebudget", "participatiebudget"),
    word("bijzondere_bijstand", "bijzondere bijstand"),
    word("wmo", "Wmo"),
    word("gemeentepolis", "gemeentepolis"),
    word("zorgverzekering", "zorgverzekering"),
    word("eigen_bijdrage", "eigen bijdrage"),
    word("anders", "anders"),
    word("geen", "geen"),
];

pub(super) const OUTCOME_KIND: &[Word] = &[
    word("betaald_werk", "betaald werk"),
    word("vrijwilligerswerk", "vrijwilligerswerk"),
    word("opleiding", "opleiding"),
    word("dagbesteding", "dagbesteding"),
];

pub(super) const CLOSING: &[Word] = &[
    word("doel_bereikt", "doel bereikt"),
    word("eigen_verzoek", "eigen verzoek"),
    word("verhuisd", "verhuisd"),
    word("overleden", "overleden"),
    word("geen_contact", "geen contact"),
];

pub(super) const SOFT_RESULT: &[Word] = &[
    word("dagritme", "dagritme"),
    word("slaap", "slaap"),
    word("conditie", "conditie"),
    word("zelfvertrouwen", "zelfvertrouwen"),
    word("eigenwaarde", "eigenwaarde"),
    word("sociale_vaardigheden", "sociale vaardigheden"),
    word("netwerk", "netwerk"),
    word("zin_in_meer", "zin in meer"),
];

pub(super) const ZRM_DOMAIN: &[Word] = &[
    word("financien", "Financiën"),
    word("werk_opleiding", "Werk & Opleiding"),
    word("tijdsbesteding", "Tijdsbesteding"),
    word("huisvesting", "Huisvesting"),
    word("huiselijke_relaties", "Huiselijke relaties"),
    word("geestelijke_gezondheid", "Geestelijke gezondheid"),
    word("lichamelijke_gezondheid", "Lichamelijke gezondheid"),
    word("middelengebruik", "Middelengebruik"),
    word("basale_adl", "Basale ADL"),
    word("instrumentele_adl", "Instrumentele ADL"),
    word("sociaal_netwerk", "Sociaal netwerk"),
    word(
        "maatschappelijke_participatie",
        "Maatschappelijke participatie",
    ),
    word("justitie", "Justitie"),
];

pub(super) const HEALTH_DIMENSION: &[Word] = &[
    word("lichaamsfuncties", "lichaamsfuncties"),
    word("mentaal_welbevinden", "mentaal welbevinden"),
    word("zingeving", "zingeving"),
    word("kwaliteit_van_leven", "kwaliteit van leven"),
    word("meedoen", "meedoen"),
    word("dagelijks_functioneren", "dagelijks functioneren"),
];

pub(super) const CONVERSATION_STATUS: &[Word] = &[
    word("planned", "gepland"),
    word("open", "open"),
    word("later", "later uitwerken"),
    word("closed", "afgerond"),
    word("missed", "ging niet door"),
];

pub(super) const COMPANY: &[Word] = &[word("alone", "alleen"), word("company", "met iemand erbij")];

pub(super) const NEXT_STEP_WHO: &[Word] = &[
    word("person", "inwoner"),
    word("coach", "coach"),
    word("together", "samen"),
    word("other", "iemand anders"),
];

pub(super) const SIGNED_BY: &[Word] = &[word("inwoner", "inwoner"), word("coach", "coach")];

pub(super) const LANGUAGE: &[Word] = &[
    word("nederlands", "Nederlands"),
    word("arabisch", "Arabisch"),
    word("berbers", "Berbers"),
    word("bulgaars", "Bulgaars"),
    word("chinees", "Chinees"),
    word("dari", "Dari"),
    word("duits", "Duits"),
    word("engels", "Engels"),
    word("farsi", "Farsi"),
    word("frans", "Frans"),
    word("koerdisch", "Koerdisch"),
    word("oekraiens", "Oekraïens"),
    word("papiaments", "Papiaments"),
    word("pasjtoe", "Pasjtoe"),
    word("pools", "Pools"),
    word("portugees", "Portugees"),
    word("roemeens", "Roemeens"),
    word("russisch", "Russisch"),
    word("somalisch", "Somalisch"),
    word("spaans", "Spaans"),
    word("tigrinya", "Tigrinya"),
    word("turks", "Turks"),
    word("nederlandse_gebarentaal", "Nederlandse gebarentaal"),
    word("anders", "anders"),
];

pub(super) const READ_HOW: &[Word] = &[
    word("zelf_gelezen", "zelf gelezen"),
    word("voorgelezen", "voorgelezen"),
    word("vertaald", "vertaald"),
];

pub(super) const SIGNED_HOW: &[Word] = &[
    word("getekend", "getekend"),
    word("getypt", "getypt"),
    word("op_papier", "op papier"),
];

pub(super) const ACCESS_NEED: &[Word] = &[
    word("zonder_trap", "zonder trap"),
    word("dicht_bij_een_halte", "dicht bij een halte"),
    word("eenvoudige_taal", "eenvoudige taal"),
    word("kinderopvang", "kinderopvang"),
    word("rustige_plek", "rustige plek"),
    word("gratis", "gratis"),
];

pub(super) const TRAJECTORY_KIND: &[Word] = &[
    word("activiteit", "activiteit"),
    word("proefplaatsing", "proefplaatsing"),
    word("werkervaringsplaats", "werkervaringsplaats"),
    word("vrijwilligerswerk", "vrijwilligerswerk"),
    word("opleiding", "opleiding"),
    word("dagbesteding", "dagbesteding"),
];

pub(super) const TRAJECTORY_STATUS: &[Word] = &[
    word("gekozen", "gekozen"),
    word("gestart", "gestart"),
    word("afgerond", "afgerond"),
    word("gestopt", "gestopt"),
];

pub(super) const CORRECTION_OUTCOME: &[Word] = &[
    word("aangepast", "aangepast"),
    word("aangevuld", "aangevuld"),
    word("blijft_staan", "blijft staan"),
];

pub(super) const RHYTHM: &[Word] = &[
    word("elke_week", "elke week"),
    word("om_de_week", "om de week"),
    word("elke_maand", "elke maand"),
    word("soms", "soms"),
];

pub(super) const RELATION: &[Word] = &[
    word("partner", "partner"),
    word("kind", "kind"),
    word("ouder", "ouder"),
    word("broer_of_zus", "broer of zus"),
    word("familie", "familie"),
    word("buur", "buur"),
    word("vriend", "vriend"),
    word("maatje", "maatje"),
    word("sleutelpersoon", "sleutelpersoon"),
    word("begeleider", "begeleider"),
    word("anders", "anders"),
];

pub(super) const LONELY: &[Word] = &[
    word("nooit", "nooit"),
    word("soms", "soms"),
    word("vaak", "vaak"),
];

pub(super) const RESPITE: &[Word] = &[
    word("genoeg", "genoeg"),
    word("te_weinig", "te weinig"),
    word("nee", "nee"),
];
