package dev.ordersync.local.clock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Objects;

/**
 * The machine's time plus an offset. It runs on by itself like any clock and can be moved forwards,
 * never backwards: holds, windows, claims and schedules that have ended stay ended. With a data
 * folder the offset survives a restart, so that stored times never lie in the future.
 */
public final class BusinessClock implements InstantSource {
    private static final String FILE = "clock-offset";

    private final InstantSource machine;
    private final Path file;
    private volatile Duration offset;

    private BusinessClock(InstantSource machine, Path file, Duration offset) {
        this.machine = Objects.requireNonNull(machine);
        this.file = file;
        this.offset = offset;
    }

    /** A clock whose offset starts at zero and is forgotten at the end. */
    public static BusinessClock inMemory(InstantSource machine) {
        return new BusinessClock(machine, null, Duration.ZERO);
    }

    /**
     * A clock that goes on with the offset kept in this folder.
     *
     * @throws UncheckedIOException if the folder cannot be made or the kept offset cannot be read
     */
    public static BusinessClock in(Path folder, InstantSource machine) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(FILE);
            Duration offset =
                    Files.exists(file) ? Duration.parse(Files.readString(file).strip()) : Duration.ZERO;
            return new BusinessClock(machine, file, offset);
        } catch (DateTimeParseException e) {
            throw new UncheckedIOException(new IOException(folder.resolve(FILE) + " does not hold a duration", e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Instant instant() {
        return machine.instant().plus(offset);
    }

    /** Moves to this instant, or does nothing where it is not ahead. */
    synchronized void moveTo(Instant target) {
        Duration ahead = Duration.between(instant(), target);
        if (ahead.isPositive()) {
            Duration moved = offset.plus(ahead);
            save(moved);
            offset = moved;
        }
    }

    private void save(Duration moved) {
        if (file == null) {
            return;
        }
        try {
            Path next = file.resolveSibling(FILE + ".next");
            Files.writeString(next, moved + "\n");
            try {
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the clock's offset cannot be kept in " + file, e);
        }
    }
}
