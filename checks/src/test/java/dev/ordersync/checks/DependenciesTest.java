package dev.ordersync.checks;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Dependencies point one way: {@code functions -> wiring -> aws, tiktok, stores -> domain}, {@code tiktok, stores -> http}. A rule may find no
 * class only while the module's source folder has none.
 */
class DependenciesTest {
    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.ordersync");

    @Test
    void theDomainDependsOnTheJdkAlone() {
        check("domain", mayKnow("domain", "javax.crypto.."));
        check(
                "domain",
                noClasses()
                        .that(in("domain"))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("java.net.http..", "java.sql..", "java.util.logging.."));
    }

    @Test
    void theHttpClientKnowsNothingOfOrders() {
        check("http", mayKnow("http", "okhttp3..", "okio..", "kotlin..", "javax.net.."));
    }

    @Test
    void tiktokAndStoresKnowDomainHttpAndJson() {
        for (String module : new String[] {"tiktok", "stores"}) {
            check(module, mayKnow(module, of("domain"), of("http"), "com.fasterxml.jackson..", "javax.crypto.."));
        }
    }

    @Test
    void theAwsAdaptersKnowNoUpstream() {
        check(
                "aws",
                mayKnow(
                        "aws",
                        of("domain"),
                        "com.fasterxml.jackson..",
                        "software.amazon.awssdk..",
                        "com.amazonaws.services.lambda.runtime..",
                        "org.crac..",
                        "javax.crypto.."));
    }

    /** The one place besides the functions where AWS and an upstream meet. */
    @Test
    void whatIsWiredAlikeKnowsEveryAdapterAndNoFunction() {
        check(
                "wiring",
                mayKnow(
                        "wiring",
                        of("domain"),
                        of("http"),
                        of("tiktok"),
                        of("stores"),
                        of("aws"),
                        "software.amazon.awssdk.."));
    }

    @Test
    void onlyFunctionsAndTheLocalRuntimeAreWired() {
        everywhere(noClasses()
                .that(resideInAPackage("dev.ordersync..")
                        .and(not("local"))
                        .and(not("wiring"))
                        .and(DescribedPredicate.not(in(Project.FUNCTIONS.toArray(String[]::new)))))
                .should()
                .dependOnClassesThat(in("wiring")));
    }

    @ParameterizedTest
    @FieldSource("dev.ordersync.checks.Project#FUNCTIONS")
    void aFunctionKnowsNoOtherFunction(String function) {
        check(
                function,
                mayKnow(
                        function,
                        of("domain"),
                        of("tiktok"),
                        of("stores"),
                        of("aws"),
                        of("wiring"),
                        "com.fasterxml.jackson..",
                        "software.amazon.awssdk..",
                        "com.amazonaws.services.lambda.runtime..",
                        "org.crac.."));
    }

    @Test
    void whatTestsShareKnowsTheDomainAloneAndHowToReadTheContract() {
        check(
                "testing",
                mayKnow(
                        "testing",
                        of("domain"),
                        "com.fasterxml.jackson..",
                        "com.networknt.schema..",
                        "org.junit.jupiter..",
                        "org.opentest4j..",
                        "org.assertj.."));
    }

    @Test
    void nothingKnowsTheLocalRuntime() {
        everywhere(noClasses()
                .that(resideInAPackage("dev.ordersync..").and(not("local")))
                .should()
                .dependOnClassesThat(in("local")));
    }

    @Test
    void whatTestsShareIsInNoMainCode() {
        everywhere(noClasses()
                .that(resideInAPackage("dev.ordersync..").and(not("testing")))
                .should()
                .dependOnClassesThat(in("testing")));
    }

    /** Its time-out ends with the response's head, and it repeats requests by itself. */
    @Test
    void nobodyUsesTheHttpClientOfTheJdk() {
        everywhere(noClasses().should().dependOnClassesThat().resideInAPackage("java.net.http.."));
    }

    /** One client decides whether anything was sent; it sends once, and the JDK's older one may send a POST twice. */
    @Test
    void onlyTheHttpModuleAndTheLocalRuntimeCallOverHttp() {
        everywhere(noClasses()
                .that(not("http").and(not("local")))
                .should()
                .dependOnClassesThat(resideInAPackage("okhttp3..")
                        .or(DescribedPredicate.describe(
                                "are the JDK's HTTP connections",
                                type -> type.isAssignableTo("java.net.URLConnection")))));
    }

    static void everywhere(ArchRule rule) {
        rule.allowEmptyShould(Project.MODULES.stream().map(Project::name).allMatch(Project::isEmpty))
                .check(ALL);
    }

    static void check(String module, ArchRule rule) {
        rule.allowEmptyShould(Project.isEmpty(module)).check(ALL);
    }

    static String of(String module) {
        return "dev.ordersync." + module + "..";
    }

    static DescribedPredicate<JavaClass> in(String... modules) {
        return resideInAnyPackage(
                Arrays.stream(modules).map(DependenciesTest::of).toArray(String[]::new));
    }

    static DescribedPredicate<JavaClass> not(String module) {
        return DescribedPredicate.not(in(module));
    }

    private static ArchRule mayKnow(String module, String... packages) {
        String[] allowed = Stream.concat(Stream.of("java..", of(module)), Arrays.stream(packages))
                .toArray(String[]::new);
        return classes().that(in(module)).should().onlyDependOnClassesThat().resideInAnyPackage(allowed);
    }
}
