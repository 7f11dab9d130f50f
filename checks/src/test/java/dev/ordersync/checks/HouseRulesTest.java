package dev.ordersync.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.ordersync.checks.DependenciesTest.ALL;
import static dev.ordersync.checks.DependenciesTest.everywhere;
import static dev.ordersync.checks.DependenciesTest.in;
import static dev.ordersync.checks.DependenciesTest.not;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.ordersync.aws.lambda.LogLine;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkClientBuilder;

/** What no compiler sees: time and randomness come in through constructors, nothing static changes, only the log line prints. */
class HouseRulesTest {
    private static final Set<String> CLOCKS = Set.of(
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalTime.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.Year.now",
            "java.time.YearMonth.now",
            "java.lang.System.currentTimeMillis",
            "java.util.Date.<init>");
    private static final Set<String> SYSTEM_CLOCKS = Set.of(
            "java.time.InstantSource.system",
            "java.time.Clock.system",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone");
    private static final Set<String> CHANCE = Set.of(
            "java.util.UUID.randomUUID",
            "java.lang.Math.random",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.util.Random.<init>",
            "java.util.SplittableRandom.<init>",
            "java.security.SecureRandom.<init>");
    private static final List<String> MUTABLE = List.of(
            "java.util.concurrent.atomic.AtomicBoolean",
            "java.util.concurrent.atomic.AtomicInteger",
            "java.util.concurrent.atomic.AtomicLong",
            "java.util.concurrent.atomic.AtomicReference",
            "java.util.concurrent.atomic.LongAdder",
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.HashMap",
            "java.util.TreeMap",
            "java.util.EnumMap",
            "java.util.ArrayList",
            "java.util.HashSet",
            "java.util.ArrayDeque",
            "java.lang.StringBuilder",
            "java.lang.ThreadLocal");

    @Test
    void onlyTheLocalClockAsksForTheTime() {
        everywhere(noClasses().that(not("local")).should().accessTargetWhere(targetIsOneOf("a clock", CLOCKS)));
    }

    /** Whoever wires a function chooses the system's clock; everybody else is given one. */
    @Test
    void onlyWiringChoosesTheSystemClock() {
        everywhere(noClasses()
                .that(not("local").and(DescribedPredicate.not(wired())))
                .should()
                .accessTargetWhere(targetIsOneOf("the system's clock", SYSTEM_CLOCKS)));
    }

    @Test
    void theDomainIsGivenItsIdsAndItsRandomness() {
        DependenciesTest.check(
                "domain", noClasses().that(in("domain")).should().accessTargetWhere(targetIsOneOf("chance", CHANCE)));
    }

    /** What is made before a snapshot is the same in every copy of the function that wakes from it. */
    @Test
    void aFunctionMakesNoIdAndNoInstantInInit() {
        Set<String> once = new HashSet<>(CLOCKS);
        once.addAll(
                Set.of("java.time.InstantSource.instant", "java.time.InstantSource.millis", "java.time.Clock.instant"));
        once.addAll(Set.of("java.util.UUID.randomUUID", "java.util.Random.<init>", "java.lang.Math.random"));
        once.add("software.amazon.awssdk.auth.credentials.AwsCredentialsProvider.resolveCredentials");
        boolean none = Project.FUNCTIONS.stream().allMatch(Project::isEmpty);
        codeUnits()
                .that(DescribedPredicate.describe(
                        "run in init",
                        (JavaCodeUnit unit) ->
                                unit.isConstructor() || unit.getName().equals("<clinit>")))
                .and()
                .areDeclaredInClassesThat(wired())
                .should(notCall("make an id, an instant or a credential", once))
                .allowEmptyShould(none)
                .check(ALL);
    }

    @Test
    void nothingStaticChanges() {
        DescribedPredicate<JavaField> written = DescribedPredicate.describe(
                "are written by hand", field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC));
        everywhere(fields().that(written).and().areStatic().should().beFinal());
        everywhere(fields().that(written)
                .and()
                .areStatic()
                .should()
                .notHaveRawType(DescribedPredicate.describe(
                        "mutable", type -> MUTABLE.stream().anyMatch(type::isAssignableTo))));
    }

    /** A collection that is declared as Map or List, but made to be changed by many threads, is no constant. */
    @Test
    void nothingStaticIsACache() {
        Set<String> caches = Set.of(
                "java.util.concurrent.ConcurrentHashMap.<init>",
                "java.util.concurrent.ConcurrentSkipListMap.<init>",
                "java.util.concurrent.CopyOnWriteArrayList.<init>",
                "java.util.concurrent.ConcurrentLinkedQueue.<init>",
                "java.util.WeakHashMap.<init>");
        codeUnits()
                .that(DescribedPredicate.describe("initialise a class", (JavaCodeUnit unit) -> unit.getName()
                        .equals("<clinit>")))
                .should(notCall("make a cache", caches))
                .check(ALL);
    }

    @Test
    void onlyTheLogLineAndTheLocalRuntimePrint() {
        DescribedPredicate<JavaAccess<?>> printing = DescribedPredicate.describe(
                "prints",
                access -> access.getTargetOwner().isEquivalentTo(System.class)
                                && Set.of("out", "err").contains(access.getName())
                        || access.getName().equals("printStackTrace"));
        everywhere(noClasses().that(not("local").and(not("aws"))).should().accessTargetWhere(printing));
        Stream<String> printers = ALL.that(in("aws")).stream()
                .filter(type -> type.getAccessesFromSelf().stream().anyMatch(printing))
                .map(JavaClass::getName);
        assertThat(printers).as("classes of aws that print").containsExactly(LogLine.class.getName());
    }

    /** Of itself the SDK waits longer for an answer than a function lives. */
    @Test
    void aFunctionsClientsOfAwsHaveATimeOut() {
        DescribedPredicate<JavaAccess<?>> another = DescribedPredicate.describe(
                "makes a client of AWS in another way than SdkClients",
                access -> access.getTargetOwner().isAssignableTo(SdkClientBuilder.class)
                                && access.getName().equals("build")
                        || access.getTargetOwner().isAssignableTo(SdkClient.class)
                                && access.getName().equals("create"));
        everywhere(noClasses().that(wired()).should().accessTargetWhere(another));
    }

    /** The functions, and what they wire alike. */
    private static DescribedPredicate<JavaClass> wired() {
        return in(Stream.concat(Project.FUNCTIONS.stream(), Stream.of("wiring")).toArray(String[]::new));
    }

    private static DescribedPredicate<JavaAccess<?>> targetIsOneOf(String what, Set<String> names) {
        return DescribedPredicate.describe(
                "the target is " + what,
                access -> names.contains(access.getTargetOwner().getName() + "." + access.getName())
                        && !isGivenAnArgument(access));
    }

    /** {@code Instant.now(clock)} and {@code new Date(millis)} ask nobody; {@code new Random(seed)} repeats itself. */
    private static boolean isGivenAnArgument(JavaAccess<?> access) {
        return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
                && !target.getRawParameterTypes().isEmpty()
                && !target.getRawParameterTypes().get(0).isEquivalentTo(ZoneId.class);
    }

    /** A lambda or a method reference that is handed on is run later. */
    private static ArchCondition<JavaCodeUnit> notCall(String what, Set<String> names) {
        DescribedPredicate<JavaAccess<?>> forbidden = targetIsOneOf(what, names);
        return new ArchCondition<>("not " + what) {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                unit.getCallsFromSelf().stream()
                        .filter(call -> !call.isDeclaredInLambda())
                        .filter(forbidden)
                        .forEach(call -> events.add(SimpleConditionEvent.violated(unit, call.getDescription())));
            }
        };
    }
}
