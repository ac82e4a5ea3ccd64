using Rhumb.Runtime;

namespace Rhumb.Tests.Runtime;

public sealed class TensorTests
{
    [Fact]
    public void A_created_tensor_holds_a_copy_row_major()
    {
        float[] values = [1, 2, 3, 4, 5, 6];
        using var tensor = Tensor.Create<float>(values, 2, 3);
        values[0] = 9;

        Assert.Equal(ElementType.Float, tensor.ElementType);
        Assert.Equal([2, 3], tensor.Shape.ToArray());
        Assert.Equal(6, tensor.Count);
        Assert.Equal([1f, 2, 3, 4, 5, 6], tensor.ToArray<float>());
        Assert.Equal(24, tensor.AsBytes().Length);
        Assert.Equal("Float [2, 3]", tensor.ToString());
    }

    [Fact]
    public void Every_number_type_goes_in_and_comes_out()
    {
        Check<float>(1.5f, ElementType.Float);
        Check<double>(1.5, ElementType.Double);
        Check((Half)1.5f, ElementType.Float16);
        Check<sbyte>(-3, ElementType.Int8);
        Check<byte>(3, ElementType.UInt8);
        Check<short>(-3, ElementType.Int16);
        Check<ushort>(3, ElementType.UInt16);
        Check(-3, ElementType.Int32);
        Check(3u, ElementType.UInt32);
        Check(-3L, ElementType.Int64);
        Check(3UL, ElementType.UInt64);
        Check(true, ElementType.Bool);

        static void Check<T>(T value, ElementType type)
            where T : unmanaged
        {
            using var tensor = Tensor.Create<T>([value, value], 2);
            Assert.Equal(type, tensor.ElementType);
            Assert.Equal([value, value], tensor.ToArray<T>());
        }
    }

    [Fact]
    public void Allocated_tensors_are_zero_and_written_in_place()
    {
        using var tensor = Tensor.Allocate(ElementType.Int64, 4, 5);
        Assert.All(tensor.ToArray<long>(), value => Assert.Equal(0, value));
        tensor.AsSpan<long>()[7] = 42;
        Assert.Equal(42, tensor.ToArray<long>()[7]);
    }

    [Fact]
    public void Scalars_have_no_axes_and_empty_tensors_no_elements()
    {
        using var scalar = Tensor.Create<float>([7f]);
        using var empty = Tensor.Allocate(ElementType.Float, 0, 3);
        Assert.Equal(1, scalar.Count);
        Assert.Equal(0, empty.Count);
        Assert.True(empty.AsSpan<float>().IsEmpty);
    }

    [Fact]
    public void Errors_say_what_was_expected_and_what_came()
    {
        using var tensor = Tensor.Allocate(ElementType.Float, 2);
        Message("[2, 2] holds 4 elements, but 3 values", () => Tensor.Create<float>([1, 2, 3], 2, 2));
        Message("negative axis", () => Tensor.Allocate(ElementType.Float, -1));
        Message("more elements than can be addressed", () => Tensor.Allocate(ElementType.Float, long.MaxValue, 2));
        Message("more elements than can be addressed", () => Tensor.Allocate(ElementType.Double, long.MaxValue));
        Message("String", () => Tensor.Allocate(ElementType.String, 1));
        Message("Float, not Double", () => tensor.AsSpan<double>());
        Message("Guid", () => Tensor.Create<Guid>([default], 1));

        static void Message(string part, Action act) => Assert.Contains(part, Assert.Throws<RuntimeException>(act).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disposed_tensor_cannot_be_read()
    {
        var tensor = Tensor.Allocate(ElementType.Float, 2);
        tensor.Dispose();
        tensor.Dispose();
        Assert.True(tensor.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => tensor.AsSpan<float>().Length);
    }
}
