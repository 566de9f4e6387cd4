package io.ringfence.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.ringfence.engine", importOptions = ImportOption.DoNotIncludeTests.class)
class EnginePurityTest {
    @ArchTest
    static final ArchRule NO_CLOCK_THREAD_FILE_OR_LOG = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.time..",
                    "java.io..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.net..",
                    "java.util.concurrent..",
                    "java.util.logging..",
                    "java.security..",
                    "java.text..",
                    "org.slf4j..",
                    "com.fasterxml..",
                    "io.ringfence.protocol.json..",
                    "org.agrona.concurrent..");

    @ArchTest
    static final ArchRule NO_CHANCE_HASH_ORDER_OR_LOCALE = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.HashMap")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.HashSet")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Locale")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.Thread");

    @ArchTest
    static final ArchRule NO_SYSTEM_CALL = noClasses()
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(System.class, "identityHashCode", Object.class)
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule CODECS_STAY_IN_THE_CODEC_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackages("io.ringfence.engine", "io.ringfence.engine.codec")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Decoder")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Encoder");

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("io.ringfence.engine.(*)").should().beFreeOfCycles();
}
