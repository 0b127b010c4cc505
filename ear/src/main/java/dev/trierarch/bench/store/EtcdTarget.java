package dev.trierarch.bench.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.trierarch.store.Document;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.bench.StoreBenchmark;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes to etcd as an API server does: a transaction that puts the object if its revision is still
 * the expected one, over gRPC.
 *
 * <p>The few fields of etcd's messages that this takes are written by their numbers in its {@code
 * rpc.proto}.
 */
final class EtcdTarget implements StoreBenchmark.Target, AutoCloseable {

  private static final int CONNECTIONS = 8;
  private static final int COMPARE_TARGET_MOD = 2;

  private static final MethodDescriptor<byte[], byte[]> TRANSACTION =
      MethodDescriptor.<byte[], byte[]>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("etcdserverpb.KV/Txn")
          .setRequestMarshaller(new Bytes())
          .setResponseMarshaller(new Bytes())
          .build();

  private final List<ManagedChannel> channels = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();

  EtcdTarget(int port) {
    for (int i = 0; i < CONNECTIONS; i++) {
      channels.add(NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build());
    }
  }

  @Override
  public long write(ObjectKey key, long revision, Document document) {
    ManagedChannel channel = channels.get(Math.floorMod(next.getAndIncrement(), CONNECTIONS));
    try {
      byte[] answer =
          ClientCalls.blockingUnaryCall(
              channel, TRANSACTION, CallOptions.DEFAULT, transaction(key, revision, document));
      return revisionOf(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] transaction(ObjectKey key, long revision, Document document)
      throws IOException {
    byte[] name =
        ("/registry/" + key.resource() + "/" + key.namespace() + "/" + key.name()).getBytes(UTF_8);
    byte[] compare =
        message(
            out -> {
              out.writeEnum(2, COMPARE_TARGET_MOD);
              out.writeByteArray(3, name);
              out.writeInt64(6, revision);
            });
    byte[] put =
        message(
            out -> {
              out.writeByteArray(1, name);
              out.writeByteArray(2, document.json());
            });
    byte[] operation = message(out -> out.writeByteArray(2, put));
    return message(
        out -> {
          out.writeByteArray(1, compare);
          out.writeByteArray(2, operation);
        });
  }

  /** The store's revision after the transaction; fails when the precondition did not hold. */
  private static long revisionOf(byte[] answer) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(answer);
    long revision = 0;
    boolean succeeded = false;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> revision = revisionInHeader(in.readBytes());
        case 2 -> succeeded = in.readBool();
        default -> in.skipField(tag);
      }
    }
    if (!succeeded) {
      throw new IllegalStateException("etcd refused a write whose precondition should hold");
    }
    return revision;
  }

  private static long revisionInHeader(ByteString header) throws IOException {
    CodedInputStream in = header.newCodedInput();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == 3) {
        return in.readInt64();
      }
      in.skipField(tag);
    }
    return 0;
  }

  /** Writes the fields of a message. */
  @FunctionalInterface
  private interface Fields {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.writeTo(out);
    out.flush();
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }

  /** Messages as they are on the wire. */
  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
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
