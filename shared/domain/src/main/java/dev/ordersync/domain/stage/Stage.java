package dev.ordersync.domain.stage;

/** One of the seven questions that an order must pass before it is created in the store. */
public sealed interface Stage
        permits PreCheckStage,
                CancelledStage,
                SampleStage,
                FulfillmentTypeStage,
                AddressStage,
                PlatformStage,
                PlanStage {
    StageName name();

    Verdict judge(Facts facts);
}
