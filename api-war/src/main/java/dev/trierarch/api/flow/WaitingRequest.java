package dev.trierarch.api.flow;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One request that waits for a seat, on no thread. Once it has one, or has waited too long, the
 * container serves it anew, and the filter finds on it what has become of the wait.
 *
 * <p>Threading: a seat may come before this request's own thread has let it go, and the client may
 * go away at any time; the state says who of them was first. A seat that nobody comes for is given
 * back.
 */
final class WaitingRequest implements Waiter, AsyncListener {

  private enum State {
    JOINING,
    ASLEEP,
    ENTERED,
    SERVED,
    EXPIRED,
    GONE
  }

  private static final Logger LOG = Logger.getLogger(WaitingRequest.class.getName());
  private static final String ATTRIBUTE = WaitingRequest.class.getName();

  private final Flow flow;
  private final int seats;
  private final long sinceNanos;
  private final AtomicReference<State> state = new AtomicReference<>(State.JOINING);
  private volatile AsyncContext context;

  WaitingRequest(Flow flow, int seats, long sinceNanos) {
    this.flow = flow;
    this.seats = seats;
    this.sinceNanos = sinceNanos;
  }

  /** The wait that this request comes from; empty when it comes for the first time. */
  static Optional<WaitingRequest> of(HttpServletRequest request) {
    return Optional.ofNullable((WaitingRequest) request.getAttribute(ATTRIBUTE));
  }

  Flow flow() {
    return flow;
  }

  @Override
  public int seats() {
    return seats;
  }

  long sinceNanos() {
    return sinceNanos;
  }

  long waitedNanos() {
    return System.nanoTime() - sinceNanos;
  }

  /** Lets the thread go; false when a seat came first and the request can be served at once. */
  boolean sleep(HttpServletRequest request) {
    if (state.get() == State.ENTERED) {
      return false;
    }
    request.setAttribute(ATTRIBUTE, this);
    AsyncContext started = request.startAsync();
    started.setTimeout(0); // the wait has a bound of its own
    started.addListener(this);
    context = started;
    if (!state.compareAndSet(State.JOINING, State.ASLEEP)) {
      bringBack();
    }
    return true;
  }

  /** Comes for the seat; false when there is none. */
  boolean takeSeat() {
    return state.compareAndSet(State.ENTERED, State.SERVED);
  }

  @Override
  public void enter() {
    if (!state.compareAndSet(State.JOINING, State.ENTERED)) {
      state.set(State.ENTERED);
      bringBack();
    }
  }

  /** It has waited long enough. */
  void expire() {
    if (flow.level().giveUp(this)) {
      state.set(State.EXPIRED);
      bringBack();
    }
  }

  private void bringBack() {
    try {
      context.dispatch();
    } catch (IllegalStateException e) {
      LOG.log(Level.FINE, "A client went away while it waited for its turn", e);
      gone();
    }
  }

  private void gone() {
    if (!flow.level().giveUp(this) && state.compareAndSet(State.ENTERED, State.GONE)) {
      flow.level().leave(seats);
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    gone();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    gone();
  }

  @Override
  public void onError(AsyncEvent event) {
    gone();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // it has come back, and is a stream from now on
  }
}
