package io.ringfence.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}                      | {'a':1}                   | ~~",
                "{'a':1}                 | {'a':1,'b':2}             | ~~",
                "{'a':'1'}               | {'a':1}                   | ~~",
                "{'a':1}                 | {'a':'1'}                 | ~~",
                "{'a':1}                 | {'a':'2'}                 | a 1 \"2\"",
                "{'a':true}              | {'a':true}                | ~~",
                "{'a':true}              | {'a':'true'}              | a true \"true\"",
                "{'a':1}                 | {}                        | a 1 nothing",
                "{'a':null}              | {}                        | ~~",
                "{'a':null}              | {'a':1}                   | a null 1",
                "{'a':{'b':1}}           | {'a':{'b':1,'c':2}}       | ~~",
                "{'a':{'b':1}}           | {'a':{'b':2}}             | a.b 1 2",
                "{'a':{'b':1}}           | {'a':5}                   | a {\"b\":1} 5",
                "{'a':[{'b':1},{'b':2}]} | {'a':[{'b':1},{'b':2,'c':3}]} | ~~",
                "{'a':[{'b':1},{'b':2}]} | {'a':[{'b':2},{'b':1}]}   | a[0].b 1 2;a[1].b 2 1",
                "{'a':[1]}               | {'a':[1,2]}               | a [1] [1,2]",
                "{'a':[]}                | {'a':[]}                  | ~~",
                "{'a':[]}                | {'a':{}}                  | a [] {}",
                "{'a':1,'b':2}           | {'a':2,'b':3}             | a 1 2;b 2 3",
            })
    void shouldTellEachDifference(final String expect, final String actual, final String mismatches) {
        final String told = Expectation.compare(CommandLines.json(expect), CommandLines.json(actual)).stream()
                .map(mismatch -> mismatch.path() + ' ' + mismatch.expected() + ' ' + mismatch.got())
                .collect(Collectors.joining(";"));
        assertEquals(mismatches, told);
    }

    @Test
    void shouldReportAndCount() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final CheckReport report = new CheckReport(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        assertTrue(report.check(1, null, CommandLines.json("{}")));
        assertTrue(report.check(2, CommandLines.json("{'a':1}"), CommandLines.json("{'a':1}")));
        assertFalse(report.check(3, CommandLines.json("{'a':1,'b':2}"), CommandLines.json("{'a':2}")));
        report.unanswered(4, CommandLines.json("{'a':1}"));
        report.summary();
        assertEquals(
                String.join(
                        System.lineSeparator(),
                        "line 3: a: expected 1, got 2",
                        "line 3: b: expected 2, got nothing",
                        "line 4: expected {\"a\":1}, got no answer",
                        "1 passed, 2 failed",
                        ""),
                bytes.toString(StandardCharsets.UTF_8));
    }
}
