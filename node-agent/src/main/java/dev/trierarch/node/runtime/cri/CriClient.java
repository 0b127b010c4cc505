package dev.trierarch.node.runtime.cri;

import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import dev.trierarch.node.runtime.cri.v1.ImageServiceGrpc;
import dev.trierarch.node.runtime.cri.v1.RuntimeServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The connection to a container runtime's socket: every call has a deadline, and a lost connection
 * is made anew by the next call.
 */
final class CriClient implements AutoCloseable {
  private static final int MESSAGE_BYTES_MAX = 64 << 20;
  private static final int CLOSE_SECONDS_MAX = 5;

  /** Netty warns at each connection that a Unix socket has no keep-alive, which it sets itself. */
  private static final Logger NETTY = Logger.getLogger("io.grpc.netty.shaded.io.netty.bootstrap");

  static {
    NETTY.setLevel(Level.SEVERE);
  }

  private final Path socket;
  private final EventLoopGroup loop;
  private final ManagedChannel channel;
  private final RuntimeServiceGrpc.RuntimeServiceBlockingStub runtime;
  private final ImageServiceGrpc.ImageServiceBlockingStub images;

  CriClient(Path socket) {
    this.socket = socket;
    this.loop =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("cri", true), NioIoHandler.newFactory());
    this.channel =
        NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket))
            .channelType(NioDomainSocketChannel.class, UnixDomainSocketAddress.class)
            .eventLoopGroup(loop)
            .overrideAuthority("localhost")
            .usePlaintext()
            .maxInboundMessageSize(MESSAGE_BYTES_MAX)
            .build();
    this.runtime = RuntimeServiceGrpc.newBlockingStub(channel);
    this.images = ImageServiceGrpc.newBlockingStub(channel);
  }

  Path socket() {
    return socket;
  }

  /** Calls the runtime service; a failure carries {@code reason} and what the runtime said. */
  <T> T runtime(
      String reason,
      Duration deadline,
      Function<RuntimeServiceGrpc.RuntimeServiceBlockingStub, T> call) {
    try {
      return call.apply(runtime.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS));
    } catch (StatusRuntimeException e) {
      throw failure(reason, e);
    }
  }

  <T> T images(
      String reason,
      Duration deadline,
      Function<ImageServiceGrpc.ImageServiceBlockingStub, T> call) {
    try {
      return call.apply(images.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS));
    } catch (StatusRuntimeException e) {
      throw failure(reason, e);
    }
  }

  /** As {@link #runtime}, but what is gone already is no failure. */
  void runtimeIfThere(
      String reason,
      Duration deadline,
      Function<RuntimeServiceGrpc.RuntimeServiceBlockingStub, ?> call) {
    try {
      runtime(reason, deadline, call);
    } catch (RuntimeFailure e) {
      if (!isMissing(e)) {
        throw e;
      }
    }
  }

  static boolean isMissing(RuntimeFailure failure) {
    return code(failure) == Status.Code.NOT_FOUND;
  }

  static Status.Code code(RuntimeFailure failure) {
    return failure.getCause() instanceof StatusRuntimeException status
        ? status.getStatus().getCode()
        : Status.Code.UNKNOWN;
  }

  private RuntimeFailure failure(String reason, StatusRuntimeException e) {
    String said = e.getStatus().getDescription();
    String message =
        switch (e.getStatus().getCode()) {
          case UNAVAILABLE ->
              "the container runtime at "
                  + socket
                  + " does not answer: start it (for example \"systemctl start containerd\"), or use"
                  + " --runtime embedded";
          case UNIMPLEMENTED ->
              "the service at "
                  + socket
                  + " does not speak CRI v1: take \"cri\" out of disabled_plugins in"
                  + " /etc/containerd/config.toml and restart containerd, or use --runtime embedded";
          case DEADLINE_EXCEEDED ->
              "the container runtime at " + socket + " took too long: " + said;
          default -> said == null ? e.getStatus().getCode().toString() : said;
        };
    return new RuntimeFailure(reason, message, e);
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
  }
}
