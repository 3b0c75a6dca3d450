package io.github.camelpop3x;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls of the house: imports go one way, without circles, and the client knows no Camel. */
@AnalyzeClasses(packages = "io.github.camelpop3x", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String BASE = "io.github.camelpop3x";

    @ArchTest
    static final ArchRule noCircles =
            slices().matching(BASE + ".(**)").should().beFreeOfCycles().allowEmptyShould(false);

    @ArchTest
    static final ArchRule theClientKnowsNoCamel = noClasses()
            .that()
            .resideInAPackage(BASE + ".client..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule plannerAndSelectionKnowNoCamel = noClasses()
            .that()
            .resideInAnyPackage(BASE + ".select..", BASE + ".delivery..")
            .and()
            .doNotHaveSimpleName("IdempotentRepositoryLedger")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule modelImportsNobody = onlyOwn(".client.model", ".client.model");

    @ArchTest
    static final ArchRule wireImportsTheModel = onlyOwn(".client.wire", ".client.wire", ".client.model");

    @ArchTest
    static final ArchRule netImportsTheModel = onlyOwn(".client.net", ".client.net", ".client.model");

    @ArchTest
    static final ArchRule authImportsTheModel = onlyOwn(".client.auth", ".client.auth", ".client.model");

    @ArchTest
    static final ArchRule authDoesNoIo = noClasses()
            .that()
            .resideInAPackage(BASE + ".client.auth..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.channels..", "javax.net..");

    @ArchTest
    static final ArchRule theClientImportsOnlyItself = onlyOwn(".client", ".client..");

    @ArchTest
    static final ArchRule deliveryImportsTheClient = onlyOwn(".delivery", ".delivery", ".client..");

    @ArchTest
    static final ArchRule messageImportsMime = onlyOwn(".message", ".message", ".message.mime");

    @ArchTest
    static final ArchRule mimeImportsNobody = onlyOwn(".message.mime", ".message.mime");

    @ArchTest
    static final ArchRule mimeKnowsNoCamel = noClasses()
            .that()
            .resideInAPackage(BASE + ".message.mime..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule selectImportsTheClient = onlyOwn(".select", ".select", ".client..");

    @ArchTest
    static final ArchRule observeImportsTheClient = onlyOwn(".observe", ".observe", ".client..");

    @ArchTest
    static final ArchRule pollImportsTheRoomsBelow =
            onlyOwn(".poll", ".poll", ".delivery", ".message..", ".select", ".observe", ".client..");

    @ArchTest
    static final ArchRule operationImportsMessageAndClient =
            onlyOwn(".operation", ".operation", ".message", ".client..");

    @ArchTest
    static final ArchRule nothingImportsTheRoot = noClasses()
            .that()
            .resideOutsideOfPackage(BASE)
            .and()
            .resideInAPackage(BASE + "..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BASE);

    /** Of our own packages, those of one room may use these only. */
    private static ArchRule onlyOwn(String room, String... allowed) {
        String[] full = new String[allowed.length];
        for (int i = 0; i < allowed.length; i++) {
            full[i] = BASE + allowed[i];
        }
        return classes()
                .that()
                .resideInAPackage(BASE + room)
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.or(
                        JavaClass.Predicates.resideInAnyPackage(full),
                        JavaClass.Predicates.resideOutsideOfPackage(BASE + "..")));
    }
}
