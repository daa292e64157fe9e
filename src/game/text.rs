//! Every string of the window, in English and Spanish, in one table.

use crate::report::sentences::sentences;

sentences! {
    all ALL;

    PACT: "The pact", "El pacto";
    pact_tip(state): "{state}.\nThe Neutrality Pact between Japan and the Soviet Union, 13 April 1941.", "{state}.\nEl pacto de neutralidad entre Japón y la Unión Soviética, 13 de abril de 1941.";
    SEED: "seed", "semilla";
    seed_tip(hash): "The same seed, scenario and answers give the same history, week by week. Fingerprint of the last week: {hash}", "La misma semilla, el mismo escenario y las mismas respuestas dan la misma historia, semana a semana. Huella de la última semana: {hash}";
    /// What a quantity is, and its name in the vocabulary.
    quantity_tip(meaning, name): "{meaning}.\n{name}";
    CHRONICLE: "Chronicle", "Crónica";
    CHRONICLE_EMPTY: "Nothing has happened yet. Answer what is asked, then press Space to play the week.", "Aún no ha ocurrido nada. Responda a lo que se pregunta y pulse Espacio para jugar la semana.";
    why(date): "{date}  ·  why?", "{date}  ·  ¿por qué?";
    BECAUSE: "Because", "Porque";
    HOLDERS: "Who controls", "Quién controla";
    to_decide(power): "To decide: {power}", "Decide: {power}";
    NOT_AVAILABLE: "Not possible now", "No es posible ahora";
    OUTCOME: "The end of this history", "El fin de esta historia";
    CLOSE: "Close", "Cerrar";
    divisions[n, army]: "{army}: {n} division" | "{army}: {n} divisions", "{army}: {n} división" | "{army}: {n} divisiones";
    DIVISIONS_SHORT: "div.";
    MILLION_BARRELS: "M bbl";
    MILLION_TONS: "M t";
    PERCENT: "%";
    KM: "km";
    OIL: "Japan's oil", "Petróleo de Japón";
    SHIPS: "Merchant fleet", "Flota mercante";
    KWANTUNG: "Kwantung Army", "Ejército de Kwantung";
    FAR_EAST: "Soviet Far East", "Extremo Oriente";
    TENSION: "Tension", "Tensión";
    TO_MOSCOW: "To Moscow", "Hasta Moscú";
    TO_MOSCOW_TIP: "Where the eastern front stands before Moscow: km still to go for the Germans on their central axis (Berlin lies at 1709).", "Dónde está el frente oriental ante Moscú: km que faltan a los alemanes en su eje central (Berlín está a 1709).";
    works(times): "Permanent works: defenders count {times}", "Obras permanentes: los defensores valen {times}";
    inclination(percent): "The government leans this way: {percent}", "El gobierno se inclina así: {percent}";
    considered_by(who): "considered by {who}", "considerado por {who}";
    RUNNING: "running", "en marcha";
    PAUSED: "paused", "en pausa";
    WAITING: "A decision waits", "Una decisión espera";
    ENDED: "The history has ended", "La historia ha terminado";
    /// Beside the number.
    weeks_per_second[n]: "week a second" | "weeks a second", "semana por segundo" | "semanas por segundo";
    HELP_TITLE: "How to play", "Cómo se juega";
    HELP_BODY: "Each turn is one week. When a question opens, choose an answer; then play the week. Point at a region to see what stands in it, at an entry of the chronicle to see what caused it, at a number to see what it means.", "Cada turno es una semana. Cuando se abra una pregunta, elija una respuesta; después juegue la semana. Señale una región para ver qué hay en ella, una entrada de la crónica para ver su causa, un número para ver qué significa.";
    HELP_MOUSE: "Drag the map to move it, turn the wheel to zoom.", "Arrastre el mapa para moverlo; la rueda lo acerca o aleja.";
    CREDIT: "Map: Natural Earth, public domain.", "Mapa: Natural Earth, dominio público.";

    EASTERN_FRONT: "Eastern front", "Frente oriental";
    EASTERN_FRONT_SHOW_TIP: "Show or hide the map of the war between Germany and the Soviet Union.", "Muestra u oculta el mapa de la guerra entre Alemania y la Unión Soviética.";
    EASTERN_FRONT_TIP: "Thick line: the front between Germany and the Soviet Union. Thin line: the border of June 1941. Dark grey: Soviet land that the Axis holds. Dark blue: land west of the border that the Red Army holds. The front is reckoned on three axes; between them, and from them to the sea, it is only drawn.", "Línea gruesa: el frente entre Alemania y la Unión Soviética. Línea fina: la frontera de junio de 1941. Gris oscuro: tierra soviética en manos del Eje. Azul oscuro: tierra al oeste de la frontera en manos del Ejército Rojo. El frente se calcula en tres ejes; entre ellos, y de ellos al mar, solo se dibuja.";
    EASTERN_FRONT_PEACE_TIP: "Here the war between Germany and the Soviet Union will be shown, if it comes. Thin line: the border between them.", "Aquí se verá la guerra entre Alemania y la Unión Soviética, si llega. Línea fina: la frontera entre ambas.";
    FRONT_PEACE: "Germany and the Soviet Union are at peace", "Alemania y la Unión Soviética están en paz";
    FRONT_BEGINS: "Germany attacks the Soviet Union", "Alemania ataca a la Unión Soviética";
    front_week(week): "War in the east, week {week}", "Guerra en el este, semana {week}";
    FRONT_GERMANY_BEATEN: "Germany is beaten", "Alemania ha sido derrotada";
    FRONT_SOVIET_BEATEN: "The Soviet Union is beaten", "La Unión Soviética ha sido derrotada";
    NORTH: "North", "Norte";
    CENTER: "Center", "Centro";
    SOUTH: "South", "Sur";
    /// Where the front stands on an axis: past the border or west of it, before a city or past it.
    east_before(axis, km, left, city): "{axis}: {km} km past the border, {left} to {city}.", "{axis}: {km} km tras la frontera, {left} hasta {city}.";
    east_beyond(axis, km, left, city): "{axis}: {km} km past the border, {left} past {city}.", "{axis}: {km} km tras la frontera, {left} tras {city}.";
    west_before(axis, km, left, city): "{axis}: {km} km west of the border, {left} to {city}.", "{axis}: {km} km al oeste de la frontera, {left} hasta {city}.";
    west_beyond(axis, km, left, city): "{axis}: {km} km west of the border, {left} past {city}.", "{axis}: {km} km al oeste de la frontera, {left} tras {city}.";
    east(axis, km): "{axis}: {km} km past the border.", "{axis}: {km} km tras la frontera.";
    west(axis, km): "{axis}: {km} km west of the border.", "{axis}: {km} km al oeste de la frontera.";
    LENINGRAD: "Leningrad", "Leningrado";
    MOSCOW: "Moscow", "Moscú";
    STALINGRAD: "Stalingrad", "Stalingrado";
    KIEV: "Kiev";
    BERLIN: "Berlin", "Berlín";

    /// What a button does, and its key.
    tip(tip, key): "{tip} [{key}]";

    NEXT_WEEK: "Next week", "Semana siguiente";
    NEXT_WEEK_TIP: "Play the open week to its end.", "Juega la semana abierta hasta el final.";
    RUN: "Run", "Seguir";
    RUN_TIP: "Play week after week until a decision comes.", "Juega semana tras semana hasta que llegue una decisión.";
    PAUSE: "Pause", "Pausa";
    PAUSE_TIP: "Stop after this week.", "Se detiene tras esta semana.";
    RUN_OR_PAUSE: "Run or pause", "Seguir o pausar";
    FASTER: "Faster", "Más rápido";
    FASTER_TIP: "More weeks a second while running. The history does not change.", "Más semanas por segundo. La historia no cambia.";
    SLOWER: "Slower", "Más lento";
    SLOWER_TIP: "Fewer weeks a second while running. The history does not change.", "Menos semanas por segundo. La historia no cambia.";
    LANGUAGE: "Español", "English";
    LANGUAGE_TIP: "Cambiar a español.", "Change to English.";
    HELP: "Help", "Ayuda";
    HELP_TIP: "The rules and the keys.", "Las reglas y las teclas.";
    THEATRE: "Whole theatre", "Todo el teatro";
    THEATRE_TIP: "From the Urals to Kamchatka, from the Arctic to New Guinea.", "De los Urales a Kamchatka, del Ártico a Nueva Guinea.";
    MANCHURIA: "Manchuria";
    MANCHURIA_TIP: "Manchukuo and its borders.", "Manchukuo y sus fronteras.";
    ZOOM_IN: "Zoom in", "Acercar";
    ZOOM_IN_TIP: "Closer to the middle of the map.", "Más cerca del centro del mapa.";
    ZOOM_OUT: "Zoom out", "Alejar";
    ZOOM_OUT_TIP: "Farther from the map.", "Más lejos del mapa.";
    PAN_WEST: "Move west", "Mover al oeste";
    PAN_EAST: "Move east", "Mover al este";
    PAN_NORTH: "Move north", "Mover al norte";
    PAN_SOUTH: "Move south", "Mover al sur";
    PAN_TIP: "Move the map while the key is held.", "Mueve el mapa mientras se pulsa la tecla.";
    ANSWER_1: "First answer", "Primera respuesta";
    ANSWER_2: "Second answer", "Segunda respuesta";
    ANSWER_3: "Third answer", "Tercera respuesta";
    ANSWER_4: "Fourth answer", "Cuarta respuesta";
    ANSWER_5: "Fifth answer", "Quinta respuesta";
    ANSWER_6: "Sixth answer", "Sexta respuesta";
    ANSWER_TIP: "Choose this answer to the open question.", "Elige esta respuesta a la pregunta abierta.";
    ESCAPE: "Close the window on top", "Cerrar la ventana de encima";
    ESCAPE_TIP: "Closes the help or the outcome.", "Cierra la ayuda o el desenlace.";
    KEY_SPACE: "Space", "Espacio";
    KEY_HOME: "Home", "Inicio";
    KEY_LEFT: "Left", "Izquierda";
    KEY_RIGHT: "Right", "Derecha";
    KEY_UP: "Up", "Arriba";
    KEY_DOWN: "Down", "Abajo";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_string_is_there_in_both_languages() {
        for (name, texts) in ALL {
            assert!(texts.iter().all(|text| !text.trim().is_empty()), "{name} says nothing");
        }
    }
}
