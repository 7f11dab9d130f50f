package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.port.Links.Consistency;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.domain.sync.LinkSku;
import dev.ordersync.domain.sync.LinkSku.Linked;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.testing.LineBuilder;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.RecordingTasks;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkSkuTest {
    private static final VariantId FIRST = new VariantId("v-1");
    private static final VariantId OTHER = new VariantId("v-9");
    private final World world = new World(SecondCreate.REFUSED);
    private final RecordingTasks tasks = new RecordingTasks();

    @Test
    void linksASkuWithAVariantAndKeepsTheSkuThatItHas() {
        Link link = linked(FIRST).link();

        assertThat(link).isEqualTo(new Link(LineBuilder.TOP, FIRST, "CT-BLK-M", world.clock.instant()));
        assertThat(stored()).isEqualTo(link);
    }

    @Test
    void pointingALinkAtAnotherVariantKeepsWhenItWasMade() {
        world.store.variant(OTHER.value(), "RED");
        Instant made = linked(FIRST).link().linkedAt();
        world.clock.advance(Duration.ofDays(1));

        assertThat(linked(OTHER).link()).isEqualTo(new Link(LineBuilder.TOP, OTHER, "RED", made));
    }

    @Test
    void aLinkThatWasDeletedAndIsMadeAgainIsANewOne() {
        linked(FIRST);
        world.links.delete(world.shop.id(), LineBuilder.TOP);
        Instant later = world.clock.advance(Duration.ofDays(1));

        assertThat(linked(FIRST).link().linkedAt()).isEqualTo(later);
    }

    @Test
    void aVariantThatTheStoreDoesNotHaveIsNotLinked() {
        assertThat(link(new VariantId("nowhere"))).isInstanceOf(Linked.NoSuchVariant.class);
        assertThat(world.links.of(world.shop.id(), List.of(LineBuilder.TOP), Consistency.STRONG))
                .isEmpty();
    }

    @Test
    void aSilentStoreKeepsNobodyFromLinking() {
        world.store.failNextRead(new Transient(Upstream.STORE, Transient.Kind.UNAVAILABLE, null, "cut"));

        assertThat(linked(new VariantId("nowhere")).link().variantSku()).isEmpty();
    }

    @Test
    void saysHowManyOrdersWaitForTheSkuWhateverTheReason() {
        world.store.remove(FIRST);
        world.has(Orders.paid(World.ORDER.value())).send(world.webhook()).settle();
        assertThat(world.row().reason()).contains(Reason.PRODUCT_NOT_LINKED);
        world.store.variant(OTHER.value(), "RED");

        assertThat(linked(OTHER).waiting()).isEqualTo(1);
    }

    @Test
    void everyLinkReleasesWhoWaitsForItsSku() {
        world.store.variant(OTHER.value(), "RED");
        Instant first = world.clock.instant();
        linked(FIRST);
        Instant second = world.clock.advance(Duration.ofDays(1));
        linked(OTHER);

        assertThat(tasks.sent()).containsExactly(release(first), release(second));
    }

    @Test
    void aVariantThatTheStoreDoesNotHaveReleasesNobody() {
        link(new VariantId("nowhere"));
        assertThat(tasks.sent()).isEmpty();
    }

    private Task.Release release(Instant changedAt) {
        return Task.Release.of(
                world.shop.id(), Task.Change.LINK, Optional.of(LineBuilder.TOP.value()), changedAt, "merchant:u-1");
    }

    private Linked.Done linked(VariantId variant) {
        return (Linked.Done) link(variant);
    }

    private Linked link(VariantId variant) {
        return new LinkSku(world.ports(PortCalls.counting()), tasks)
                .link(world.shop, LineBuilder.TOP, variant, "merchant:u-1");
    }

    private Link stored() {
        return world.links
                .of(world.shop.id(), List.of(LineBuilder.TOP), Consistency.STRONG)
                .get(LineBuilder.TOP);
    }
}
