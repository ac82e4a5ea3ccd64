#pragma warning disable CS1591, CA2225 // operators are what they look like
namespace Rhumb.Autodiff.Graphs.Building;

/// <summary>A value and the builder it is computed in, so that rules and losses read as formulas: <c>(1 - y * y) * dx</c>.</summary>
public readonly record struct Term(GraphBuilder Graph, Value Value)
{
    public static implicit operator Value(Term term) => term.Value;

    public static Term operator +(Term a, Term b) => a.With(a.Graph.Add(a, b));
    public static Term operator -(Term a, Term b) => a.With(a.Graph.Sub(a, b));
    public static Term operator *(Term a, Term b) => a.With(a.Graph.Mul(a, b));
    public static Term operator /(Term a, Term b) => a.With(a.Graph.Div(a, b));
    public static Term operator -(Term a) => a.With(a.Graph.Neg(a));

    public static Term operator +(Term a, double b) => a + a.Number(b);
    public static Term operator +(double a, Term b) => b.Number(a) + b;
    public static Term operator -(Term a, double b) => a - a.Number(b);
    public static Term operator -(double a, Term b) => b.Number(a) - b;
    public static Term operator *(Term a, double b) => a * a.Number(b);
    public static Term operator *(double a, Term b) => b.Number(a) * b;
    public static Term operator /(Term a, double b) => a / a.Number(b);
    public static Term operator /(double a, Term b) => b.Number(a) / b;

    /// <summary>Bool: a &gt; b.</summary>
    public static Term operator >(Term a, Term b) => a.With(a.Graph.Greater(a, b));
    public static Term operator <(Term a, Term b) => a.With(a.Graph.Less(a, b));
    public static Term operator >=(Term a, Term b) => a.With(a.Graph.GreaterOrEqual(a, b));
    public static Term operator <=(Term a, Term b) => a.With(a.Graph.LessOrEqual(a, b));
    public static Term operator >(Term a, double b) => a > a.Number(b);
    public static Term operator <(Term a, double b) => a < a.Number(b);
    public static Term operator >=(Term a, double b) => a >= a.Number(b);
    public static Term operator <=(Term a, double b) => a <= a.Number(b);

    public Term Exp() => With(Graph.Exp(Value));
    public Term Log() => With(Graph.Log(Value));
    public Term Sqrt() => With(Graph.Sqrt(Value));
    public Term Sin() => With(Graph.Sin(Value));
    public Term Cos() => With(Graph.Cos(Value));
    public Term Tanh() => With(Graph.Tanh(Value));
    public Term Sigmoid() => With(Graph.Sigmoid(Value));
    public Term Softplus() => With(Graph.Softplus(Value));
    public Term Sign() => With(Graph.Sign(Value));
    public Term Abs() => With(Graph.Abs(Value));
    public Term Erf() => With(Graph.Erf(Value));
    public Term Floor() => With(Graph.Floor(Value));
    public Term Square() => this * this;
    public Term Pow(Term exponent) => With(Graph.Pow(Value, exponent));

    /// <summary>this where the condition holds, otherwise the other; both broadcast.</summary>
    public Term Where(Term a, Term b) => With(Graph.Where(Value, a, b));
    public Term Where(double a, double b, ElementType type) => With(Graph.Where(Value, Graph.Scalar(a, type), Graph.Scalar(b, type)));

    /// <summary>1 where the condition holds, otherwise 0.</summary>
    public Term Indicator(ElementType type) => With(Graph.Cast(Value, type));

    /// <summary>1 where both are equal, otherwise 0.</summary>
    public Term EqualTo(Term other) => With(Graph.Equal(Value, other)).Indicator(Value.ElementType);

    /// <summary>Another value in the same builder.</summary>
    public Term With(Value value) => new(Graph, value);

    /// <summary>A scalar of this element type.</summary>
    public Term Number(double value) => With(Graph.Scalar(value, Value.ElementType));
}
