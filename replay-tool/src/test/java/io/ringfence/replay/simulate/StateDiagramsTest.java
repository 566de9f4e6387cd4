package io.ringfence.replay.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.protocol.codec.CampaignState;
import io.ringfence.protocol.codec.HoldState;
import io.ringfence.protocol.codec.PlayerStatus;
import io.ringfence.protocol.codec.RoundState;
import io.ringfence.protocol.codec.TransferState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The state machines that are drawn have the states of the protocol: none is missing, none is made up. */
final class StateDiagramsTest {
    private static final Pattern DIAGRAM = Pattern.compile("```mermaid\\RstateDiagram-v2\\R(.*?)```", Pattern.DOTALL);
    private static final Pattern ARROW = Pattern.compile("\\s*(\\S+) --> (\\S+?)(: .+)?");
    private static final Set<String> NO_STATES = Set.of("SBE_UNKNOWN", "NULL_VAL");
    private static final String OUTSIDE = "[*]";

    static Stream<List<String>> states() {
        return Stream.of(
                        RoundState.values(),
                        HoldState.values(),
                        TransferState.values(),
                        CampaignState.values(),
                        PlayerStatus.values())
                .map(values -> Arrays.stream(values)
                        .map(Enum::name)
                        .filter(name -> !NO_STATES.contains(name))
                        .sorted()
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("states")
    void shouldDrawEveryStateOfTheProtocol(final List<String> states) {
        final List<List<String>> drawn = new ArrayList<>();
        for (final String diagram : diagrams()) {
            drawn.add(arrows(diagram)
                    .flatMap(arrow -> Stream.of(arrow.group(1), arrow.group(2)))
                    .filter(state -> !state.equals(OUTSIDE))
                    .distinct()
                    .sorted()
                    .toList());
        }
        assertTrue(drawn.contains(states), () -> states + " are not the states of one of " + drawn);
    }

    @Test
    void shouldReachEveryStateThatIsDrawn() {
        for (final String diagram : diagrams()) {
            final Set<String> left = new TreeSet<>();
            final Set<String> reached = new TreeSet<>();
            arrows(diagram).forEach(arrow -> {
                left.add(arrow.group(1));
                reached.add(arrow.group(2));
            });
            left.remove(OUTSIDE);
            left.removeAll(reached);
            assertEquals(Set.of(), left, diagram);
        }
    }

    private static List<String> diagrams() {
        final String text = String.join("\n", Document.of("protocol/rules.md").lines());
        return DIAGRAM.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static Stream<Matcher> arrows(final String diagram) {
        return diagram.lines().map(ARROW::matcher).filter(Matcher::matches);
    }
}
