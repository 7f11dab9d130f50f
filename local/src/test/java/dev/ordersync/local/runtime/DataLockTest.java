package dev.ordersync.local.runtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLockTest {
    @TempDir
    Path folder;

    @Test
    void onlyOneRuntimeAtATimeUsesAFolder() throws IOException {
        DataLock first = DataLock.take(folder);

        assertThatThrownBy(() -> DataLock.take(folder))
                .isInstanceOf(IOException.class)
                .hasMessage("another ordersync uses it");

        first.close();
        DataLock.take(folder).close();
    }
}
