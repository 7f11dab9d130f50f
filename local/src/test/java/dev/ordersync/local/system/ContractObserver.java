package dev.ordersync.local.system;

import dev.ordersync.testing.api.ApiContract;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Holds every answer of the API and of TikTok's webhook address against docs/openapi.yaml. */
final class ContractObserver implements Interceptor {
    private static final ApiContract CONTRACT = ApiContract.ofDocs();
    private static final long ALL = Long.MAX_VALUE;

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        String path = chain.request().url().encodedPath();
        if (path.startsWith("/api/") || path.startsWith("/webhooks/")) {
            CONTRACT.check(
                    chain.request().method(),
                    path,
                    response.code(),
                    response.header("content-type"),
                    response.peekBody(ALL).string());
        }
        return response;
    }
}
