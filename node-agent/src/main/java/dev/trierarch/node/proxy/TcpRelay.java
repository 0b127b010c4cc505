package dev.trierarch.node.proxy;

import dev.trierarch.node.proxy.ServicePort.Backend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on one address and carries each connection to a backend picked at random. Needs no thread
 * a connection; each direction has one buffer, read only when what was read before is written.
 */
final class TcpRelay implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TcpRelay.class);
  private static final int BUFFER_BYTES = 16 * 1024;

  private final AsynchronousServerSocketChannel listener;
  private final RandomGenerator random;
  private final Predicate<InetAddress> welcome;
  private volatile List<Backend> backends;

  private TcpRelay(
      AsynchronousServerSocketChannel listener,
      List<Backend> backends,
      RandomGenerator random,
      Predicate<InetAddress> welcome) {
    this.listener = listener;
    this.welcome = welcome;
    this.backends = backends;
    this.random = random;
  }

  static TcpRelay open(InetSocketAddress address, List<Backend> backends, RandomGenerator random)
      throws IOException {
    return open(address, backends, random, anybody -> true);
  }

  /**
   * @param welcome whose connections are carried; others' are closed at once
   */
  static TcpRelay open(
      InetSocketAddress address,
      List<Backend> backends,
      RandomGenerator random,
      Predicate<InetAddress> welcome)
      throws IOException {
    AsynchronousServerSocketChannel listener = AsynchronousServerSocketChannel.open();
    try {
      listener.bind(address);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    TcpRelay relay = new TcpRelay(listener, backends, random, welcome);
    relay.acceptNext();
    return relay;
  }

  /** New connections go to these; connections that run stay where they are. */
  void backends(List<Backend> newBackends) {
    backends = newBackends;
  }

  @Override
  public void close() {
    closeQuietly(listener);
  }

  private void acceptNext() {
    if (listener.isOpen()) {
      listener.accept(
          null,
          handler(
              client -> {
                acceptNext();
                if (isWelcome(client)) {
                  connect(client);
                } else {
                  closeQuietly(client);
                }
              },
              failure -> LOG.debug("No more connections on {}", this, failure)));
    }
  }

  private boolean isWelcome(AsynchronousSocketChannel client) {
    try {
      return client.getRemoteAddress() instanceof InetSocketAddress from
          && welcome.test(from.getAddress());
    } catch (IOException e) {
      LOG.debug("Connection is gone", e);
      return false;
    }
  }

  private void connect(AsynchronousSocketChannel client) {
    List<Backend> candidates = backends;
    if (candidates.isEmpty()) {
      closeQuietly(client);
      return;
    }
    Backend backend = candidates.get(random.nextInt(candidates.size()));
    try {
      AsynchronousSocketChannel upstream = AsynchronousSocketChannel.open();
      upstream.connect(
          new InetSocketAddress(backend.ip(), backend.port()),
          null,
          handler(
              connected -> {
                AtomicInteger open = new AtomicInteger(2);
                pump(client, upstream, ByteBuffer.allocate(BUFFER_BYTES), open);
                pump(upstream, client, ByteBuffer.allocate(BUFFER_BYTES), open);
              },
              failure -> {
                LOG.info("Backend {} does not answer: {}", backend, failure.getMessage());
                closeQuietly(client);
                closeQuietly(upstream);
              }));
    } catch (IOException e) {
      LOG.warn("Cannot open a socket towards {}", backend, e);
      closeQuietly(client);
    }
  }

  /** Carries one direction; {@code open} counts the directions that have not ended. */
  private static void pump(
      AsynchronousSocketChannel from,
      AsynchronousSocketChannel to,
      ByteBuffer buffer,
      AtomicInteger open) {
    buffer.clear();
    from.read(
        buffer,
        null,
        handler(
            count -> {
              if (count < 0) {
                endOutput(from, to, open);
              } else {
                write(from, to, buffer.flip(), open);
              }
            },
            failure -> closeBoth(from, to)));
  }

  private static void write(
      AsynchronousSocketChannel from,
      AsynchronousSocketChannel to,
      ByteBuffer buffer,
      AtomicInteger open) {
    to.write(
        buffer,
        null,
        handler(
            count -> {
              if (buffer.hasRemaining()) {
                write(from, to, buffer, open);
              } else {
                pump(from, to, buffer, open);
              }
            },
            failure -> closeBoth(from, to)));
  }

  /** One side has said all: the other is told, and may still answer. */
  private static void endOutput(
      AsynchronousSocketChannel from, AsynchronousSocketChannel to, AtomicInteger open) {
    try {
      to.shutdownOutput();
    } catch (IOException e) {
      LOG.debug("Connection is gone", e);
      closeBoth(from, to);
    }
    if (open.decrementAndGet() == 0) {
      closeBoth(from, to);
    }
  }

  private static void closeBoth(AsynchronousSocketChannel one, AsynchronousSocketChannel other) {
    closeQuietly(one);
    closeQuietly(other);
  }

  private static void closeQuietly(AutoCloseable channel) {
    try {
      channel.close();
    } catch (Exception e) {
      LOG.debug("Closing failed", e);
    }
  }

  private static <V> CompletionHandler<V, Void> handler(
      Consumer<V> completed, Consumer<Throwable> failed) {
    return new CompletionHandler<>() {
      @Override
      public void completed(V result, Void attachment) {
        completed.accept(result);
      }

      @Override
      public void failed(Throwable failure, Void attachment) {
        failed.accept(failure);
      }
    };
  }
}
