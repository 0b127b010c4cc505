package dev.trierarch.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProxiedBodyTest {

  private final AtomicInteger closed = new AtomicInteger();
  private final ProxiedBody body = new ProxiedBody(closed::incrementAndGet);
  private final Agent agent = new Agent();

  @Test
  void nothingGoesOutBeforeTheHeadIsComplete() {
    assertThat(body.hasBegun()).isFalse();

    body.begin();

    assertThat(body.hasBegun()).isTrue();
    assertThat(body.isFinished()).isFalse();
  }

  @Test
  void aRefusalIsTheWholeBody() {
    body.end(bytes("no such container"));

    assertThat(body.hasBegun()).isTrue();
    assertThat(body.isFinished()).isFalse();
    assertThat(text(body.next())).isEqualTo("no such container");
    assertThat(body.isFinished()).isTrue();
  }

  @Test
  void moreIsAskedForOnlyWhenWhatCameIsTaken() {
    body.begin();
    body.onSubscribe(agent);
    body.onNext(List.of(ByteBuffer.wrap(bytes("one")), ByteBuffer.wrap(bytes("two"))));

    assertThat(text(body.next())).isEqualTo("one");
    assertThat(text(body.next())).isEqualTo("two");
    assertThat(agent.asked).isEqualTo(1);
    assertThat(body.next()).isNull();
    assertThat(agent.asked).isEqualTo(2);
  }

  @Test
  void whenTheClientGoesTheAgentIsToldOnce() {
    body.begin();
    body.onSubscribe(agent);
    body.onClosed();

    assertThat(agent.cancelled).isTrue();
    assertThat(closed).hasValue(1);
    assertThat(body.isFinished()).isTrue();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Counts what is asked of it. */
  private static final class Agent implements Flow.Subscription {
    private long asked;
    private boolean cancelled;

    @Override
    public void request(long more) {
      asked += more;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }
}
