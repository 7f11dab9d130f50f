package dev.ordersync.aws;

import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Makes the SDK's clients as every function uses them. */
public final class SdkClients {
    private SdkClients() {}

    /**
     * A client that starts fast and never waits for long: of itself the SDK waits 30 s for each answer and asks again,
     * which is longer than a function lives.
     *
     * @param patience for a call with all its repetitions; then it ends as AWS that was not reached
     */
    public static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(
            B builder, Duration patience) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(all -> all.apiCallTimeout(patience))
                .build();
    }
}
