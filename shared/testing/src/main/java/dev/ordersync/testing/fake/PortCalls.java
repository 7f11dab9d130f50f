package dev.ordersync.testing.fake;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Wraps ports so that something happens at one of their calls: the worker dies before or after it, its answer gets lost,
 * or the worker pauses there. Calls are numbered from 0 in the order in which the worker makes them, over all ports.
 */
public final class PortCalls {
    private static final int NONE = -1;
    private static final int ALL = -2;

    private final List<String> made = new ArrayList<>();
    private final int at;
    private final Disturbance disturbance;

    /** What happens at the chosen call. */
    public interface Disturbance {
        /** @param call does the real work; may be called or not */
        Object at(Call call) throws Throwable;
    }

    /** A call of a port. */
    public interface Call {
        String name();

        Object proceed() throws Throwable;
    }

    /** The end of a worker in the middle of its work: no handler of the product's may catch it. */
    public static final class WorkerDied extends Error {
        private static final long serialVersionUID = 1L;

        public WorkerDied(String where) {
            super(where, null, false, false);
        }
    }

    public PortCalls(int at, Disturbance disturbance) {
        this.at = at;
        this.disturbance = disturbance;
    }

    /** Nothing happens; the calls are counted. */
    public static PortCalls counting() {
        return new PortCalls(NONE, Call::proceed);
    }

    public static PortCalls dyingBefore(int at) {
        return new PortCalls(at, call -> {
            throw new WorkerDied("before " + call.name());
        });
    }

    public static PortCalls dyingAfter(int at) {
        return new PortCalls(at, call -> {
            call.proceed();
            throw new WorkerDied("after " + call.name());
        });
    }

    /** A way to die, with its name. */
    public record Death(String name, Supplier<PortCalls> of) {}

    /** Every way in which a worker that makes these calls can die: before and after each of them. */
    public static List<Death> deaths(List<String> made) {
        List<Death> deaths = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            int at = i;
            deaths.add(new Death("before " + at + " " + made.get(at), () -> dyingBefore(at)));
            deaths.add(new Death("after " + at + " " + made.get(at), () -> dyingAfter(at)));
        }
        return deaths;
    }

    /** Every call is disturbed. */
    public static PortCalls disturbingAll(Disturbance disturbance) {
        return new PortCalls(ALL, disturbance);
    }

    /** The names of the calls that were made, as "OrderTable.write". */
    public synchronized List<String> made() {
        return List.copyOf(made);
    }

    /** The port, with its calls counted and the chosen one disturbed. */
    public <T> T wrap(Class<T> port, T real) {
        InvocationHandler handler = (proxy, method, args) -> {
            Call call = new Call() {
                @Override
                public String name() {
                    return port.getSimpleName() + "." + method.getName();
                }

                @Override
                public Object proceed() throws Throwable {
                    try {
                        return method.invoke(real, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }
            };
            int number = number(call.name());
            return number == at || at == ALL ? disturbance.at(call) : call.proceed();
        };
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
    }

    private synchronized int number(String name) {
        made.add(name);
        return made.size() - 1;
    }
}
