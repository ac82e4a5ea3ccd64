#pragma warning disable CS1591 // each emitter is the ONNX operator of the same name
namespace Rhumb.Autodiff.Graphs.Building;

public sealed partial class GraphBuilder
{
    public Value Unary(string op, Value x, Attributes? attributes = null) => Emit(op, [x], x.ElementType, x.Extents, attributes);

    public Value Binary(string op, Value a, Value b) => Emit(op, [a, b], a.ElementType, Shapes.Broadcast(a.Extents, b.Extents));

    public Value Add(Value a, Value b) => Binary("Add", a, b);
    public Value Sub(Value a, Value b) => Binary("Sub", a, b);
    public Value Mul(Value a, Value b) => Binary("Mul", a, b);
    public Value Div(Value a, Value b) => Binary("Div", a, b);
    public Value Pow(Value a, Value b) => Binary("Pow", a, b);
    public Value Min(Value a, Value b) => Binary("Min", a, b);
    public Value Max(Value a, Value b) => Binary("Max", a, b);

    public Value Neg(Value x) => Unary("Neg", x);
    public Value Abs(Value x) => Unary("Abs", x);
    public Value Sign(Value x) => Unary("Sign", x);
    public Value Exp(Value x) => Unary("Exp", x);
    public Value Log(Value x) => Unary("Log", x);
    public Value Sqrt(Value x) => Unary("Sqrt", x);
    public Value Reciprocal(Value x) => Unary("Reciprocal", x);
    public Value Sin(Value x) => Unary("Sin", x);
    public Value Cos(Value x) => Unary("Cos", x);
    public Value Erf(Value x) => Unary("Erf", x);
    public Value Floor(Value x) => Unary("Floor", x);
    public Value Tanh(Value x) => Unary("Tanh", x);
    public Value Sigmoid(Value x) => Unary("Sigmoid", x);
    public Value Softplus(Value x) => Unary("Softplus", x);
    public Value Relu(Value x) => Unary("Relu", x);
    public Value LeakyRelu(Value x, float alpha = 0.01f) => Unary("LeakyRelu", x, new() { { "alpha", alpha } });
    public Value LogSoftmax(Value x, int axis = -1) => Unary("LogSoftmax", x, new() { { "axis", axis } });
    public Value Softmax(Value x, int axis = -1) => Unary("Softmax", x, new() { { "axis", axis } });

    public Value Greater(Value a, Value b) => Compare("Greater", a, b);
    public Value GreaterOrEqual(Value a, Value b) => Compare("GreaterOrEqual", a, b);
    public Value Less(Value a, Value b) => Compare("Less", a, b);
    public Value LessOrEqual(Value a, Value b) => Compare("LessOrEqual", a, b);
    public Value Equal(Value a, Value b) => Compare("Equal", a, b);
    public Value And(Value a, Value b) => Compare("And", a, b);
    public Value Or(Value a, Value b) => Compare("Or", a, b);
    public Value Mod(Value a, Value b) => Binary("Mod", a, b);
    public Value Not(Value x) => Emit("Not", [x], ElementType.Bool, x.Extents);

    private Value Compare(string op, Value a, Value b) => Emit(op, [a, b], ElementType.Bool, Shapes.Broadcast(a.Extents, b.Extents));

    public Value Where(Value condition, Value a, Value b) =>
        Emit("Where", [condition, a, b], a.ElementType, Shapes.Broadcast(condition.Extents, Shapes.Broadcast(a.Extents, b.Extents)));

    public Value Cast(Value x, ElementType to) => x.ElementType == to ? x : Emit("Cast", [x], to, x.Extents, new() { { "to", (long)to } });

    public Value Clip(Value x, double low, double high) =>
        Emit("Clip", [x, Scalar(low, x.ElementType), Scalar(high, x.ElementType)], x.ElementType, x.Extents);
}
