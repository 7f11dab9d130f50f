package dev.ordersync.local.runtime;

import dev.ordersync.aws.table.Directory;
import dev.ordersync.local.runtime.LocalRuntime.NotUsable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/** Says in one line what is wrong with a data folder. */
final class DataProblems {
    private DataProblems() {}

    static NotUsable unusable(Optional<Path> data, IOException problem) {
        return new NotUsable(folder(data) + " cannot be used: " + words(problem), problem);
    }

    static NotUsable contradicts(Optional<Path> data, Directory.ConnectionTaken problem) {
        return new NotUsable(
                "the configuration does not go with " + folder(data) + ": " + problem.getMessage(), problem);
    }

    private static String folder(Optional<Path> data) {
        return data.map(folder -> "the data folder " + folder).orElse("what is kept in memory");
    }

    /** A file system's exception may have no words but the file's name. */
    private static String words(IOException problem) {
        return switch (problem) {
            case FileAlreadyExistsException taken -> taken.getFile() + " is no folder";
            case AccessDeniedException denied -> "access to " + denied.getFile() + " is denied";
            case FileSystemException other when other.getReason() == null -> other.getFile() + " cannot be read";
            default -> problem.getMessage();
        };
    }
}
