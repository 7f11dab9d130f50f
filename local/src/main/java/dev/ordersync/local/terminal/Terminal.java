package dev.ordersync.local.terminal;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import picocli.CommandLine.Help.Ansi;

/**
 * The two streams of a command line program: what it is for goes to standard output, how it is getting on to standard
 * error. Colours only where a person looks at a terminal and has not set NO_COLOR.
 */
public final class Terminal {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean colours;
    private final InputStream in;

    public Terminal(PrintStream out, PrintStream err, boolean colours) {
        this(InputStream.nullInputStream(), out, err, colours);
    }

    /** @param in where a person answers; at its end nobody does */
    public Terminal(InputStream in, PrintStream out, PrintStream err, boolean colours) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.colours = colours;
    }

    /** The process's own. */
    public static Terminal ofProcess() {
        return new Terminal(System.in, System.out, System.err, Ansi.AUTO.enabled());
    }

    /** Says a line of the program's purpose. */
    public void say(String line) {
        out.println(line);
    }

    /** Says how it is getting on. */
    public void progress(String what) {
        err.println("ordersync: " + what);
    }

    /** What a person answers in one line; empty where nobody does. */
    public String ask(String question) {
        err.print("ordersync: " + question + " ");
        err.flush();
        Scanner answers = new Scanner(in, StandardCharsets.UTF_8);
        return answers.hasNextLine() ? answers.nextLine().strip() : "";
    }

    /** The text in a colour, where there are colours. */
    public String in(Colour colour, String text) {
        return colours && !text.isEmpty() ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
    }

    /** Few, and none that carries a meaning that the words do not. */
    public enum Colour {
        BOLD("1"),
        DIM("2"),
        RED("31"),
        GREEN("32"),
        YELLOW("33");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }
}
