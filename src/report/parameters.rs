//! Parameters in words: what each means, in both languages, and what it is counted in.
//!
//! The rules say in English what their parameters mean; the Spanish stands here.

use crate::report::Language;
use crate::sim::premise::LISTS;

/// What a parameter means; one of the scenario's own is called by its name.
#[must_use]
pub fn meaning(name: &str, language: Language) -> String {
    let known = LISTS.into_iter().flatten().find(|(known, ..)| *known == name);
    let es = SPANISH.iter().find(|(known, _)| *known == name);
    match (language, known, es) {
        (Language::English, Some((.., meaning)), _) => (*meaning).to_owned(),
        (Language::Spanish, _, Some((_, meaning))) => (*meaning).to_owned(),
        _ => name.replace(['_', '.'], " "),
    }
}

const SPANISH: &[(&str, &str)] = &[
    (
        "intelligence.learning",
        "Parte de la distancia a los informes de la semana que recorre una creencia cuando sus fuentes pesan 1",
    ),
    ("intelligence.bias", "Sesgo de las fuentes frente al que les atribuye la campaña"),
    ("intelligence.noise", "Ruido de las fuentes frente al que les atribuye la campaña"),
    ("intelligence.credit", "Cuánto quita al temor de un ataque una firma que lo vale todo"),
    (
        "intelligence.alarm",
        "Cuánto añade al temor de Moscú a un ataque una tensión fronteriza como la de 1939",
    ),
    ("intelligence.distraction", "Cuánto le quita la guerra de Japón con América"),
    ("intelligence.suspicion", "Lo que Tokio teme de Moscú cuando nada se dice ni se mueve"),
    ("intelligence.warning", "Cuánto le añade una advertencia clara"),
    ("intelligence.calming", "Cuánto le quita una garantía plena"),
    ("intelligence.alarming_trains", "Divisiones en tren hacia el este que parecen guerra segura"),
    (
        "intelligence.usual_garrison",
        "Divisiones japonesas en Manchuria que no alarman a nadie en Moscú",
    ),
    ("intelligence.alarming_growth", "Divisiones por encima de esas que parecen guerra segura"),
    ("soviet.call_up", "Parte de los hombres aún no llamados que llega al frente cada semana"),
    ("soviet.yearly_class", "Reclutas del reemplazo anual y heridos recuperados, cada semana"),
    (
        "soviet.held_back",
        "Parte de los reclutas que la Stavka retiene para ejércitos de reserva mientras los reúne",
    ),
    ("soviet.division_men", "Hombres de una división siberiana"),
    (
        "soviet.siberian_worth",
        "Valor de combate de los hombres de una división siberiana frente a los reclutas nuevos de 1941",
    ),
    ("soviet.industry_leningrad", "Parte de la industria en Leningrado y alrededores"),
    ("soviet.industry_moscow", "Parte de la industria en Moscú y alrededores"),
    ("soviet.industry_donbas", "Parte de la industria en Ucrania y el Donbás"),
    ("soviet.industry_volga", "Parte de la industria en Stalingrado y el bajo Volga"),
    (
        "soviet.industry_moved",
        "Parte de la industria perdida que al final vuelve a trabajar en el este",
    ),
    ("soviet.industry_moved_weeks", "Semanas que eso lleva"),
    (
        "soviet.industry_boom",
        "Producción de armas con plena economía de guerra y territorio entero, frente a junio de 1941",
    ),
    (
        "soviet.industry_boom_weeks",
        "Semanas tras las que se alcanzan dos tercios de ese crecimiento",
    ),
    ("soviet.equip", "Parte del equipo del ejército que una semana desgasta y repone"),
    ("soviet.arms", "Cómo crece el valor de combate de un soldado con sus armas"),
    (
        "soviet.fuel",
        "Parte del combustible del ejército que remonta el Volga más allá de Stalingrado",
    ),
    ("soviet.called_few", "Divisiones llamadas al oeste cada semana cuando Moscú llama unas pocas"),
    (
        "soviet.called_many",
        "Divisiones llamadas al oeste cada semana cuando Moscú llama todas las que pueden ir",
    ),
    (
        "soviet.called_trickle",
        "Divisiones cambiadas con el oeste cada semana pasadas las grandes llamadas",
    ),
    ("soviet.raised", "Divisiones que el Extremo Oriente forma cada semana mientras le faltan"),
    ("soviet.garrison", "Guarnición del Extremo Oriente que Moscú se propone"),
    (
        "soviet.raw",
        "Valor de combate de una división nueva del Extremo Oriente frente a una antigua",
    ),
    ("soviet.training", "Parte de lo que le falta a una división que da una semana de instrucción"),
    (
        "soviet.far_east_call_up",
        "Hombres de Siberia y del Extremo Oriente llamados allí al estallar la guerra",
    ),
    ("soviet.far_east_call_up_weeks", "Semanas tras las que dos tercios de ellos visten uniforme"),
    (
        "soviet.far_east_calm",
        "Hombres que Moscú mantiene en el Extremo Oriente cuando nada teme allí",
    ),
    ("soviet.far_east_feared", "Hombres que añade cuando da por seguro un ataque japonés"),
    (
        "soviet.far_east_drafts",
        "Parte de los hombres sobrantes que sale al frente cada semana, sin sus unidades",
    ),
    (
        "soviet.far_east_sent_men",
        "Hombres que una división se lleva, con tropas de cuerpo, camino del oeste",
    ),
    ("soviet.far_east_brought_men", "Hombres que trae una división de un refuerzo"),
    (
        "soviet.far_east_sent_tanks",
        "Carros que una división se lleva camino del oeste, media de todos los tipos",
    ),
    (
        "soviet.far_east_brought_tanks",
        "Carros que trae una división de un refuerzo, media de todos los tipos",
    ),
    ("soviet.far_east_tanks_kept", "Carros que Moscú mantiene en el Extremo Oriente"),
    ("soviet.far_east_tanks_feared", "Carros que añade cuando da por seguro un ataque japonés"),
    ("soviet.far_east_sent_aircraft", "Aviones que van al oeste por cada división que va"),
    ("soviet.far_east_brought_aircraft", "Aviones que llegan por cada división de un refuerzo"),
    (
        "soviet.far_east_aircraft_kept",
        "Aviones que Moscú mantiene en el Extremo Oriente cuando las fábricas trabajan como en junio de 1941",
    ),
    (
        "soviet.far_east_renewal",
        "Parte de los carros y aviones que faltan allí que trae una semana",
    ),
    ("railway.trains", "Trenes militares diarios en cada sentido en 1941"),
    (
        "railway.improved",
        "Trenes militares diarios en cada sentido tras cuatro años de obras en la línea",
    ),
    ("railway.division_trains", "Trenes que mueven una división"),
    (
        "railway.transit",
        "Cuánto viaja una división, desde que carga el primer tren hasta que descarga el último",
    ),
    ("railway.cargo", "Carga de un tren"),
    ("railway.upkeep", "Trenes semanales que alimentan una división en el Extremo Oriente en paz"),
    ("railway.battle", "Trenes semanales que necesita allí una división en combate"),
    (
        "railway.stocks",
        "Trenes semanales que llevan reservas para una ofensiva mientras se envían ejércitos al este",
    ),
    (
        "eastern_front.speed",
        "Avance de un atacante de potencia abrumadora en terreno seco y bien abastecido",
    ),
    ("eastern_front.threshold", "Relación de fuerzas por encima de la cual un ataque gana terreno"),
    (
        "eastern_front.reach",
        "Distancia a la cabeza de línea a la que el abastecimiento queda en la mitad",
    ),
    (
        "eastern_front.german_railhead",
        "Con qué rapidez los ferroviarios alemanes adelantan la cabeza de línea",
    ),
    (
        "eastern_front.soviet_railhead",
        "Con qué rapidez los ferroviarios soviéticos adelantan la cabeza de línea por tierra destruida",
    ),
    (
        "eastern_front.soviet_attrition",
        "Soviéticos perdidos para siempre por unidad de potencia del Eje en una semana de ataque",
    ),
    (
        "eastern_front.axis_attrition",
        "Hombres del Eje perdidos para siempre por unidad de potencia soviética en una semana de ataque",
    ),
    (
        "eastern_front.quiet",
        "Intensidad de las bajas donde nadie ataca, frente a una semana de ataque",
    ),
    ("eastern_front.pocket", "Parte de los hombres de un eje copada en un cerco"),
    (
        "eastern_front.breakthrough",
        "Probabilidad semanal de un cerco por unidad de relación de fuerzas sobre el umbral",
    ),
    ("eastern_front.fortune", "Dispersión de la fortuna de las armas de una semana"),
    ("eastern_front.season", "Dispersión de lo bien que se dirige la campaña de una estación"),
    (
        "eastern_front.march",
        "Avance en el que un ejército del Eje gasta dos tercios de sus camiones, carros y caballos",
    ),
    ("eastern_front.refit", "Parte de lo gastado que repone una semana de abastecimiento pleno"),
    (
        "eastern_front.forest",
        "Cuánto multiplican los bosques y pantanos del norte la potencia del defensor, en ambos bandos",
    ),
    ("eastern_front.stavka_north", "Parte del Ejército Rojo que la Stavka destina al norte"),
    ("eastern_front.stavka_south", "Parte del Ejército Rojo que la Stavka destina al sur"),
    (
        "eastern_front.german_north",
        "Parte de los hombres del Eje en el norte mientras el esfuerzo principal está en otro sitio",
    ),
    (
        "eastern_front.stretch",
        "Potencia que la longitud del frente y las guarniciones de retaguardia quitan al Eje por cada profundidad entera ocupada",
    ),
    (
        "eastern_front.flank",
        "Potencia que pierde un ejército por cada profundidad entera del teatro que se adelanta a sus vecinos",
    ),
    ("eastern_front.city", "Cuánto multiplica una gran ciudad la potencia de sus defensores"),
    (
        "eastern_front.kiev",
        "Fuerza de la región fortificada de Kiev frente a las obras de Moscú y Leningrado",
    ),
    (
        "eastern_front.entrench",
        "Lo que doce semanas tranquilas de cavar añaden a la potencia de un defensor",
    ),
    ("eastern_front.winter", "Parte de la potencia de ataque alemana que quita un invierno duro"),
    ("eastern_front.focus_gain", "Lo que gana en potencia el eje del esfuerzo principal"),
    (
        "eastern_front.allies",
        "Valor de combate del grupo de ejércitos del sur, en el que sirven los aliados de Alemania, frente a los demás",
    ),
    (
        "eastern_front.german_elsewhere",
        "Cuánta más ventaja quiere Alemania para atacar lejos de su esfuerzo principal",
    ),
    (
        "eastern_front.soviet_elsewhere",
        "Cuánta más ventaja quiere el Ejército Rojo para atacar lejos de su esfuerzo principal",
    ),
    (
        "eastern_front.stroke",
        "Potencia de ataque que añaden los ejércitos de reserva frescos, por sorpresa y masa, en su primera semana",
    ),
    (
        "eastern_front.toll",
        "Parte de los hombres de un ejército del Eje que gasta un avance o un invierno duro, frente a sus camiones, carros y caballos",
    ),
    (
        "eastern_front.soviet_focus_gain",
        "Lo que gana en potencia de ataque el esfuerzo principal del Ejército Rojo, y pierden los otros ejes",
    ),
    (
        "eastern_front.soviet_shift",
        "Parte del Ejército Rojo que la Stavka añade a su esfuerzo principal",
    ),
    (
        "eastern_front.german_quality",
        "Valor de combate de un soldado alemán en junio de 1941 frente a un soviético instruido de 1943",
    ),
    ("eastern_front.german_quality_end", "Lo mismo cuando se ha perdido el ejército de 1941"),
    (
        "eastern_front.german_wear",
        "Bajas tras las que han desaparecido dos tercios de la diferencia",
    ),
    ("eastern_front.soviet_quality", "Valor de combate de un soldado soviético en junio de 1941"),
    ("eastern_front.soviet_quality_end", "Lo mismo cuando el ejército ha aprendido su oficio"),
    (
        "eastern_front.soviet_learning",
        "Semanas de guerra tras las que se han aprendido dos tercios de eso",
    ),
    (
        "eastern_front.surprise",
        "Parte de la potencia soviética que quita la sorpresa en las primeras cuatro semanas",
    ),
    ("eastern_front.replacements", "Reemplazos del Eje que llegan al frente cada semana"),
    (
        "eastern_front.recruits_per_km",
        "Hombres de la tierra liberada que se unen al Ejército Rojo por cada km de un eje",
    ),
    (
        "pact.incidents",
        "Incidentes fronterizos semanales que llegan a una cancillería, con tensión media y sin pacto",
    ),
    ("pact.calm", "Parte de los incidentes que evita la declaración sobre Mongolia y Manchukuo"),
    ("pact.breach", "Confianza que cuesta una infracción grave de la declaración"),
    ("pact.forgetting", "Parte de la tensión que se lleva una semana tranquila"),
    ("tokyo.army_weight", "Peso del ejército en Tokio, sin contar personas"),
    ("tokyo.navy_weight", "Peso de la marina en Tokio"),
    ("tokyo.foreign_ministry_weight", "Peso del ministerio de Exteriores en Tokio"),
    ("tokyo.court_weight", "Peso de la corte en Tokio"),
    ("tokyo.army_leans_north", "Cuánto se inclina el ejército a la guerra en el norte"),
    ("tokyo.navy_leans_north", "Cuánto se inclina a ella la marina"),
    ("tokyo.foreign_ministry_leans_north", "Cuánto se inclina a ella el ministerio de Exteriores"),
    ("tokyo.court_leans_north", "Cuánto se inclina a ella la corte"),
    ("moscow.stavka_weight", "Peso de la Stavka en Moscú"),
    ("moscow.foreign_commissariat_weight", "Peso del comisariado de Exteriores en Moscú"),
    ("moscow.far_east_weight", "Peso del mando del Extremo Oriente en Moscú"),
    ("moscow.stavka_leans_east", "Cuánto guardaría la Stavka el Extremo Oriente"),
    ("moscow.foreign_commissariat_leans_east", "Cuánto lo guardaría el comisariado de Exteriores"),
    ("moscow.far_east_leans_east", "Cuánto lo guardaría el mando del Extremo Oriente"),
    ("japan.home_oil", "Producción nacional y sintética"),
    ("japan.navy_use", "Lo que quema la flota en una guerra con América"),
    ("japan.army_use", "Lo que queman el ejército y sus aviones mientras se lucha en China"),
    ("japan.civil_use", "Lo que quema el país en paz"),
    ("japan.austerity", "Parte de eso a la que renuncia en una guerra con América"),
    ("japan.north_use", "Lo que añade una guerra con la Unión Soviética"),
    ("japan.ration", "Existencias por debajo de las cuales se raciona el petróleo, en proporción"),
    ("japan.oil_imports", "Importaciones mientras América y las Indias venden"),
    (
        "japan.southern_oil",
        "Petróleo del sur que llega a Japón cuando trabajan todos los campos y todos los petroleros",
    ),
    ("japan.tankers", "Mercantes a flote con los que los petroleros pueden traerlo todo"),
    (
        "japan.strip",
        "Divisiones que dejan Manchuria cada semana cuando el perímetro ha caído y no se ve peligro en el norte",
    ),
    (
        "japan.best_first",
        "Valor de combate que pierde el resto del Ejército de Kwantung con cada división que se va: las mejores, primero",
    ),
    ("japan.raise", "Divisiones formadas en Manchuria cada semana en una emergencia"),
    ("japan.raised_quality", "Valor de combate de una división formada en una emergencia"),
    ("japan.gather", "Divisiones que los barcos pueden llevar a Manchuria cada semana"),
    ("japan.mobilise", "Divisiones formadas cada semana mientras la guerra va bien"),
    ("japan.alarm", "Cómo crece eso cuanto más perdida parece la guerra"),
    (
        "japan.manchuria_peace_men",
        "Hombres en Manchuria por cada división de allí, en pie de principios de 1941",
    ),
    (
        "japan.manchuria_war_men",
        "Lo mismo, completadas para la guerra, con tropas de ejército y depósitos",
    ),
    ("japan.raised_men", "Hombres de una división formada en una emergencia"),
    (
        "japan.southern_preparation",
        "Semanas que flota, barcos y ejército necesitan para la guerra en el sur una vez que América corta el comercio",
    ),
    ("japan.fill", "Hombres que pueden llevarse a Manchuria cada semana para completar unidades"),
    ("lend_lease.pacific_1941", "Ruta del Pacífico, segunda mitad de 1941"),
    ("lend_lease.pacific_1942", "Ruta del Pacífico, 1942"),
    ("lend_lease.pacific_1943", "Ruta del Pacífico, 1943"),
    ("lend_lease.pacific_1944", "Ruta del Pacífico, 1944"),
    ("lend_lease.pacific_1945", "Ruta del Pacífico, 1945, hasta el fin de la guerra con Japón"),
    ("lend_lease.persian_1941", "Ruta persa, segunda mitad de 1941"),
    ("lend_lease.persian_1942", "Ruta persa, 1942"),
    ("lend_lease.persian_1943", "Ruta persa, 1943"),
    ("lend_lease.persian_1944", "Ruta persa, 1944"),
    (
        "lend_lease.persian_1945",
        "Ruta persa, 1945, hasta el fin de Alemania: el mar Negro toma el relevo",
    ),
    ("lend_lease.black_sea_1945", "Mar Negro, 1945, hasta el fin de Alemania"),
    ("lend_lease.arctic_1941", "Ruta del Ártico, segunda mitad de 1941"),
    ("lend_lease.arctic_1942", "Ruta del Ártico, 1942"),
    ("lend_lease.arctic_1943", "Ruta del Ártico, 1943"),
    ("lend_lease.arctic_1944", "Ruta del Ártico, 1944"),
    ("lend_lease.arctic_1945", "Ruta del Ártico, 1945, hasta el fin de Alemania"),
    ("lend_lease.convoys", "Dispersión de lo que traen los convoyes del Ártico de una estación"),
    ("lend_lease.supply", "Dispersión de lo que América embarca en un año, por todas las rutas"),
    (
        "lend_lease.diverted",
        "Parte de la carga de una ruta cerrada que las otras pueden asumir al final",
    ),
    ("lend_lease.divert_weeks", "Semanas que necesitan para ello"),
    (
        "lend_lease.worth",
        "Lo que el préstamo y arriendo añade al valor de combate del Ejército Rojo cuando ha llegado todo",
    ),
    (
        "lend_lease.whole",
        "Todo: lo que había llegado por todas las rutas cuando el Ejército Rojo estaba en el Vístula",
    ),
    (
        "conduct.mending",
        "Parte de la confianza que falta que trae una semana de pacto cumplido, en ambos lados",
    ),
    (
        "conduct.overdue",
        "Confianza de Moscú que cuesta cada semana de retraso de las concesiones prometidas",
    ),
    ("conduct.sakhalin_oil", "Petróleo que las concesiones traen a Japón"),
    ("conduct.quarrel", "Confianza de Tokio que cuesta cada semana sin convenio de pesca"),
    (
        "conduct.landings",
        "Aviadores americanos que caen en suelo soviético cada semana con la fuerza plena de América de 1945",
    ),
    (
        "conduct.leak",
        "Probabilidad de que Tokio sepa en una semana de aviadores soltados en secreto",
    ),
    ("conduct.release", "Confianza de Tokio que cuesta que sepa de cincuenta de ellos"),
    (
        "conduct.stops",
        "Probabilidad de que se detenga un barco hacia Vladivostok en una semana del tráfico de 1944",
    ),
    ("conduct.sinkings", "Parte de esos que se hunde"),
    (
        "conduct.closed",
        "Confianza de Moscú que cuesta cada semana en que Japón no deja pasar barcos a Vladivostok",
    ),
    ("conduct.stopped", "Confianza de Moscú que cuesta un barco detenido"),
    ("conduct.sunk", "Confianza de Moscú que cuesta un barco hundido; la tensión sube otro tanto"),
    (
        "conduct.waiting",
        "Parte de su esperanza que Tokio pierde cada semana en que Moscú no responde",
    ),
    ("far_east.speed", "Avance de un atacante motorizado de potencia abrumadora por campo abierto"),
    ("far_east.threshold", "Relación de fuerzas por encima de la cual un ataque gana terreno"),
    (
        "far_east.caution",
        "Superioridad total que pide un bando para entrar en tierra enemiga, si fue atacado mientras lucha por su vida en otro sitio",
    ),
    (
        "far_east.losses",
        "Parte de sí mismo que un atacante pierde cada día ante un defensor de igual potencia",
    ),
    ("far_east.defender_losses", "La misma parte en un defensor, frente a la del atacante"),
    ("far_east.fortune", "Dispersión de la fortuna de las armas de una semana"),
    (
        "far_east.japanese_division",
        "Potencia de una división japonesa de primera frente a una soviética de igual instrucción: tiene más hombres",
    ),
    (
        "far_east.on_foot",
        "Velocidad de un ejército sin camiones frente a uno que tiene cuanto necesita",
    ),
    (
        "far_east.lorries",
        "Velocidad que todos los camiones del préstamo y arriendo dan a un ejército sin carros, frente a uno con todos sus vehículos",
    ),
    (
        "far_east.reach",
        "Distancia a sus propios ferrocarriles en la que se pierde la mitad del abastecimiento de un ejército",
    ),
    ("far_east.starving", "Parte de un ejército sin abastecimiento alguno que se pierde cada día"),
    ("far_east.fatigue", "Disposición que cuesta un día de combate"),
    (
        "far_east.garrison",
        "Guardias fronterizos, policía y reservistas que defienden cada región fronteriza de su país, en divisiones",
    ),
    (
        "far_east.works",
        "Lo que unas obras que doblan la potencia del defensor añaden al camino a través de ellas",
    ),
    ("far_east.terrain", "Lo que montaña y pantano sin caminos añaden a la potencia del defensor"),
    ("far_east.armour", "Potencia de ataque con sesenta carros por división frente a ninguno"),
    ("far_east.air", "Lo que el dominio del aire añade a la potencia"),
    (
        "far_east.rain",
        "Lo que la lluvia más fuerte del verano o el barro más hondo quitan a un avance",
    ),
    (
        "far_east.japanese_lift",
        "Divisiones que Japón puede desembarcar a la vez por cada millón de toneladas de barcos a flote",
    ),
    ("far_east.soviet_dead_share", "Muertos y desaparecidos entre las bajas soviéticas en combate"),
    (
        "far_east.japanese_dead_share",
        "Muertos y desaparecidos entre las bajas japonesas en combate",
    ),
    (
        "far_east.breakout",
        "Parte de un ejército vencido en una bolsa que escapa a sus líneas, si están cerca",
    ),
    (
        "far_east.last_stand",
        "Parte de un ejército japonés vencido que muere antes que rendirse, mientras se le ordena luchar",
    ),
    (
        "pacific.build_up_rate",
        "Crecimiento de la fuerza de América en el Pacífico mientras está en guerra",
    ),
    (
        "pacific.contest",
        "Lo que la flota y los puestos avanzados de Japón, en su mejor momento, le quitan cada semana",
    ),
    ("pacific.conquest", "Con qué rapidez se ensancha el perímetro de Japón en los primeros meses"),
    (
        "pacific.pushback",
        "Con qué rapidez se encoge el perímetro ante una fuerza americana abrumadora",
    ),
    ("pacific.hold", "Fuerza americana que Japón puede justo contener"),
    (
        "pacific.sinking",
        "Parte de los barcos de Japón hundida cada semana con la fuerza plena de América",
    ),
    (
        "pacific.hunters",
        "Cómo crecen los hundimientos con la fuerza de América: 1 como ella, 2 con su cuadrado",
    ),
    (
        "pacific.peace_building",
        "Crecimiento de la marina mercante en una semana de paz con América",
    ),
    ("pacific.building", "Mercantes construidos cada semana a pleno esfuerzo"),
    ("pacific.yards", "Semanas de guerra hasta que los astilleros trabajan a pleno esfuerzo"),
    ("pacific.prizes", "Mercantes apresados y reflotados en los puertos del sur"),
    ("pacific.wells", "Producción de las Indias y Borneo antes de la guerra"),
    ("pacific.wells_left", "Parte de los pozos que trabaja poco después de la conquista"),
    ("pacific.repair", "Parte de los pozos recuperada cada semana tras la conquista"),
    (
        "pacific.bomb_share",
        "Cuánto añaden dos bombas atómicas a la desesperanza (el debate de Frank, Asada y Hasegawa)",
    ),
    (
        "pacific.entry_share",
        "Cuánto añade a la desesperanza la entrada soviética (el mismo debate)",
    ),
    ("eastern_front.soviet_speed", "Lo mismo del Ejército Rojo, que tenía menos camiones"),
    (
        "eastern_front.tuition",
        "Cuánto más pierde ante el mismo enemigo el Ejército Rojo inexperto de junio de 1941 que uno que ha aprendido su oficio",
    ),
    (
        "eastern_front.green",
        "Cuánto mayor es la parte que pierde en un cerco un Ejército Rojo inexperto de junio de 1941 que uno que ha aprendido su oficio",
    ),
    (
        "eastern_front.armour_lent",
        "Parte de su fuerza ofensiva que falta al centro mientras sus blindados combaten en las alas",
    ),
    (
        "eastern_front.mobilised_late",
        "Parte de los reemplazos que Alemania aún no recluta al empezar la guerra",
    ),
    (
        "eastern_front.on_empty",
        "Parte de su ritmo que conserva un ejército muy lejos de su cabeza de vía, con lo capturado y por aire",
    ),
    (
        "eastern_front.two_fronts",
        "Parte de su fuerza ofensiva en el este que falta a Alemania cuando otros frentes toman todos sus reemplazos",
    ),
    ("caucasus.road", "Parte del camino de Rostov a Bakú que trae una semana de verano"),
    (
        "caucasus.mountains",
        "Dónde detienen las montañas y el Terek a un ejército con el flanco del Volga abierto",
    ),
    (
        "caucasus.retreat",
        "Parte del camino que retrocede por semana un ejército con la retaguardia amenazada",
    ),
    (
        "western_front.atlantic",
        "Parte de lo inseguro del Atlántico que una semana de esfuerzo americano y británico hace segura",
    ),
    ("western_front.britain_alone", "Parte de ello que hace Gran Bretaña sin América"),
    (
        "western_front.raised",
        "Divisiones que América alista para Europa cada semana en plena movilización, si el mar es seguro",
    ),
    (
        "western_front.raised_weeks",
        "Semanas de su guerra con Alemania en que se alcanzan dos tercios de ello",
    ),
    (
        "western_front.british",
        "Divisiones que Gran Bretaña y los dominios alistan cada semana para el continente",
    ),
    (
        "western_front.air_command",
        "Parte de lo que falta al dominio del aire que trae una semana de ambas fuerzas aéreas",
    ),
    (
        "western_front.bombing_rate",
        "Crecimiento de la destrucción de industria y ciudades alemanas con pleno dominio del aire",
    ),
    ("western_front.lift", "Divisiones que desembarcan en la primera semana de una invasión"),
    ("western_front.ports", "Divisiones que playas y puertos pueden recibir cada semana"),
    (
        "western_front.coast",
        "Cuánto multiplica el muro del Atlántico la fuerza de las divisiones que se oponen a un desembarco",
    ),
    (
        "western_front.guard",
        "Divisiones alemanas que guardan el oeste mientras nada se prepara contra él",
    ),
    (
        "western_front.feared",
        "Divisiones alemanas que se añaden por cada división aliada lista para venir",
    ),
    (
        "western_front.german_quality",
        "Valor combativo de una división alemana del oeste frente a una aliada",
    ),
    (
        "western_front.pace",
        "Parte del camino de la costa al Rin que trae una semana ante un enemigo arrollado",
    ),
    (
        "western_front.threshold",
        "Relación de fuerzas por encima de la cual los aliados ganan terreno",
    ),
    (
        "western_front.reach",
        "Camino más allá de los puertos, como parte del que va de la costa al Rin, en que el abastecimiento se reduce a la mitad",
    ),
    ("western_front.base_pace", "Con qué rapidez siguen puertos, ferrocarriles y oleoductos"),
    (
        "western_front.hedgerows",
        "Cuánto multiplican la fuerza del defensor los setos tras la costa",
    ),
    ("western_front.rhine", "Cuánto la multiplican el Muro del Oeste y el Rin"),
    (
        "western_front.german_attrition",
        "Divisiones alemanas perdidas por unidad de fuerza aliada en una semana de ataque",
    ),
    ("western_front.fortune", "Dispersión de la fortuna de una semana"),
    (
        "western_front.italy_share",
        "Parte de los reemplazos de Alemania que toman Italia y el Mediterráneo",
    ),
    (
        "western_front.watch_share",
        "Parte que toma la guardia del oeste cuando un ejército de cuarenta divisiones está listo para venir",
    ),
    (
        "western_front.fight_share",
        "Parte que toma un frente en el oeste cuando lo atacan sesenta divisiones",
    ),
    (
        "western_front.division_men",
        "Hombres de una división alemana en el oeste, con su parte de las tropas de ejército",
    ),
    (
        "western_front.formed",
        "Hombres que vuelven a formar divisiones en el oeste, respecto a los reemplazos que van allí: se recurre también a la marina, la aviación y las escuelas",
    ),
    (
        "western_front.pull",
        "Parte del ejército del este que una semana de extrema necesidad lleva al oeste mientras allí se combate",
    ),
    ("western_front.release", "Lo mismo una vez ganada la guerra en el este"),
    ("western_front.occupation", "Hombres que quedan para sujetar a una Unión Soviética vencida"),
    (
        "western_front.hope",
        "Resolución que pierden los aliados occidentales cada semana en que nada se gana ni se espera",
    ),
    ("soviet.fuel_grozny", "Parte del combustible del ejército que viene de Grozni y Maikop"),
    (
        "soviet.fuel_baku",
        "Parte del combustible del ejército que viene de Bakú por otras vías que el Volga",
    ),
    ("soviet.cohesion_leningrad", "Cohesión que falta al Estado mientras Leningrado está perdida"),
    ("soviet.cohesion_moscow", "Lo mismo de Moscú"),
    ("soviet.cohesion_stalingrad", "Lo mismo de Stalingrado"),
    ("soviet.cohesion_oil", "Lo mismo de Grozni y Bakú"),
    ("soviet.cohesion_peril", "Lo mismo mientras el enemigo está a las puertas de Moscú"),
    (
        "soviet.cohesion_shaken",
        "Parte de la distancia a lo que permiten las noticias que la cohesión cae por semana",
    ),
    (
        "soviet.cohesion_steadied",
        "Parte que recupera por semana mientras avanza el Ejército Rojo; la mitad mientras no",
    ),
    (
        "soviet.far_east_matches",
        "Divisiones que Moscú conserva en el Extremo Oriente en guerra por cada división japonesa que cuenta en Manchuria",
    ),
    (
        "lend_lease.mobility",
        "Cuánto más lejos de sus cabezas de vía se abastece el Ejército Rojo cuando han llegado todos sus camiones",
    ),
    (
        "pacific.bombers",
        "Lo que cada semana de bases al alcance añade a las bombas que pueden llevarse al Japón por semana",
    ),
    ("pacific.precision", "Parte de ellas que alcanza su blanco de día y desde gran altura"),
    (
        "pacific.burnt",
        "Parte de lo que queda en pie de las ciudades japonesas que queman mil toneladas",
    ),
    ("pacific.mines", "Bloqueo que añade una semana de minado desde el aire"),
    (
        "pacific.hunger",
        "Cuánto añade a la desesperanza el hambre con la mitad del arroz de un año medio",
    ),
    ("pacific.invasion_share", "Cuánto le añade una invasión de las islas metropolitanas"),
    (
        "america.bomb_weeks",
        "Semanas de trabajo desde octubre de 1941 hasta la primera bomba atómica",
    ),
    ("america.bomb_spread", "Dispersión del avance de una semana de ese trabajo"),
    ("america.bomb_rate", "Bombas que rinde una semana tras las dos primeras"),
    ("america.bomb_growth", "Cuánto más rinde cada semana que la anterior"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_of_the_rules_is_said_in_spanish_and_nothing_else_is() {
        let mut rules: Vec<&str> = LISTS.into_iter().flatten().map(|(name, ..)| *name).collect();
        let mut said: Vec<&str> = SPANISH.iter().map(|(name, _)| *name).collect();
        rules.sort_unstable();
        said.sort_unstable();
        assert_eq!(said, rules);
    }

    #[test]
    fn what_parameters_are_counted_in_is_said_in_spanish() {
        for (name, unit, ..) in LISTS.into_iter().flatten() {
            assert!(crate::scenario::terms::unit(unit).is_some(), "{name}: {unit}");
        }
    }
}
