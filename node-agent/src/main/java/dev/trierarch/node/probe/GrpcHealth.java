package dev.trierarch.node.probe;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks a container by the gRPC health protocol. Its two messages are so small that they are written
 * and read by hand: the request is field 1, the service's name; the answer is field 1, the state.
 */
final class GrpcHealth {
  private static final int SERVING = 1;
  private static final byte STRING_FIELD_1 = 0x0a;
  private static final byte ENUM_FIELD_1 = 0x08;
  private static final int SERVICE_BYTES_MAX = 127;

  private static final MethodDescriptor<byte[], byte[]> CHECK =
      MethodDescriptor.<byte[], byte[]>newBuilder()
          .setType(MethodType.UNARY)
          .setFullMethodName("grpc.health.v1.Health/Check")
          .setRequestMarshaller(new Bytes())
          .setResponseMarshaller(new Bytes())
          .build();

  private GrpcHealth() {}

  static Optional<String> check(String host, int port, String service, Duration timeout) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(host, port).usePlaintext().userAgent("kube-probe").build();
    try {
      byte[] answer =
          ClientCalls.blockingUnaryCall(
              channel,
              CHECK,
              CallOptions.DEFAULT.withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS),
              request(service));
      boolean serving = answer.length >= 2 && answer[0] == ENUM_FIELD_1 && answer[1] == SERVING;
      return serving
          ? Optional.empty()
          : Optional.of("service unhealthy (responded with \"NOT_SERVING\")");
    } catch (StatusRuntimeException e) {
      return Optional.of(describe(e.getStatus(), host, port, timeout));
    } finally {
      channel.shutdownNow();
    }
  }

  private static String describe(Status status, String host, int port, Duration timeout) {
    return switch (status.getCode()) {
      case DEADLINE_EXCEEDED ->
          "timeout: health rpc did not complete within %ds".formatted(timeout.toSeconds());
      case UNIMPLEMENTED ->
          "error: this server does not implement the grpc health protocol (grpc.health.v1.Health)";
      default ->
          "timeout: failed to connect service \"%s:%d\": %s"
              .formatted(host, port, status.getCode());
    };
  }

  private static byte[] request(String service) {
    byte[] name = service == null ? new byte[0] : service.getBytes(StandardCharsets.UTF_8);
    if (name.length == 0) {
      return name;
    }
    if (name.length > SERVICE_BYTES_MAX) {
      throw new IllegalArgumentException("gRPC service name is longer than 127 bytes");
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(STRING_FIELD_1);
    message.write(name.length);
    message.writeBytes(name);
    return message.toByteArray();
  }

  private static final class Bytes implements Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
