package dev.ordersync.local.runtime;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second runtime out of a data folder: two clocks over one table would each undo what the other did. The operating system
 * lets go of it when the process ends, however it ends.
 */
final class DataLock implements AutoCloseable {
    private static final String FILE = "lock";

    private final FileChannel file;

    private DataLock(FileChannel file) {
        this.file = file;
    }

    /** @throws IOException if another runtime has the folder */
    static DataLock take(Path folder) throws IOException {
        FileChannel file = FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (file.tryLock() != null) {
                return new DataLock(file);
            }
        } catch (OverlappingFileLockException thisProcess) {
            // As with another process's lock.
        } catch (IOException e) {
            file.close();
            throw e;
        }
        file.close();
        throw new IOException("another ordersync uses it");
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
