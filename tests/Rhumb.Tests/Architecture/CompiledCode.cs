using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Rhumb.Tests.Architecture;

/// <summary>
/// Reads an assembly's metadata and IL: which type uses which. Compiled code has no aliases, no relative names and no
/// comments, so nothing hides and nothing is accused wrongly.
/// </summary>
public sealed class CompiledCode
{
    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value);

    private readonly MetadataReader _metadata;
    private readonly PEReader _image;
    private readonly HashSet<CodeReference> _references = [];

    private CompiledCode(PEReader image) => (_image, _metadata) = (image, image.GetMetadataReader());

    /// <summary>All uses in the assembly at <paramref name="path"/>; nested types count as their outermost type.</summary>
    public static IReadOnlyCollection<CodeReference> ReferencesOf(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        var code = new CompiledCode(image);
        foreach (var handle in code._metadata.TypeDefinitions)
            code.ReadType(handle);
        return code._references;
    }

    private void ReadType(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        var from = NameOf(handle);
        if (type.IsNested || !from.StartsWith('<'))
        {
            AddType(from, type.BaseType);
            foreach (var implementation in type.GetInterfaceImplementations())
                AddType(from, _metadata.GetInterfaceImplementation(implementation).Interface);
            foreach (var field in type.GetFields())
                Add(from, _metadata.GetFieldDefinition(field).DecodeSignature(new Names(this), null));
            foreach (var method in type.GetMethods())
                ReadMethod(from, _metadata.GetMethodDefinition(method));
        }
    }

    private void ReadMethod(string from, MethodDefinition method)
    {
        AddSignature(from, method.DecodeSignature(new Names(this), null));
        if (method.RelativeVirtualAddress == 0)
            return;
        var body = _image.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
            foreach (var local in _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(new Names(this), null))
                Add(from, local);
        var il = body.GetILReader();
        while (il.RemainingBytes > 0)
        {
            int value = il.ReadByte();
            if (value == 0xFE)
                value = 0xFE00 | il.ReadByte();
            switch (OpCodesByValue[value].OperandType)
            {
                case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok:
                    AddToken(from, MetadataTokens.EntityHandle(il.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = il.ReadInt32();
                    il.Offset += 4 * targets;
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    il.Offset += 1;
                    break;
                case OperandType.InlineVar:
                    il.Offset += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    il.Offset += 8;
                    break;
                default:
                    il.Offset += 4;
                    break;
            }
        }
    }

    private void AddToken(string from, EntityHandle token)
    {
        switch (token.Kind)
        {
            case HandleKind.MethodDefinition:
                AddType(from, _metadata.GetMethodDefinition((MethodDefinitionHandle)token).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                AddType(from, _metadata.GetFieldDefinition((FieldDefinitionHandle)token).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                var member = _metadata.GetMemberReference((MemberReferenceHandle)token);
                AddType(from, member.Parent, _metadata.GetString(member.Name));
                if (member.GetKind() == MemberReferenceKind.Method)
                    AddSignature(from, member.DecodeMethodSignature(new Names(this), null));
                else
                    Add(from, member.DecodeFieldSignature(new Names(this), null));
                break;
            case HandleKind.MethodSpecification:
                var generic = _metadata.GetMethodSpecification((MethodSpecificationHandle)token);
                foreach (var argument in generic.DecodeSignature(new Names(this), null))
                    Add(from, argument);
                AddToken(from, generic.Method);
                break;
            default:
                AddType(from, token);
                break;
        }
    }

    private void AddSignature(string from, MethodSignature<ImmutableArray<string>> signature)
    {
        Add(from, signature.ReturnType);
        foreach (var parameter in signature.ParameterTypes)
            Add(from, parameter);
    }

    private void AddType(string from, EntityHandle type, string member = "")
    {
        if (type.IsNil || type.Kind is not (HandleKind.TypeDefinition or HandleKind.TypeReference or HandleKind.TypeSpecification))
            return;
        Add(from, NamesOf(type), member);
    }

    private void Add(string from, ImmutableArray<string> types, string member = "")
    {
        foreach (var to in types)
            if (to != from)
                _references.Add(new CodeReference(from, to, member));
    }

    private ImmutableArray<string> NamesOf(EntityHandle type) => type.Kind switch
    {
        HandleKind.TypeDefinition => [NameOf((TypeDefinitionHandle)type)],
        HandleKind.TypeReference => [NameOf((TypeReferenceHandle)type)],
        _ => _metadata.GetTypeSpecification((TypeSpecificationHandle)type).DecodeSignature(new Names(this), null),
    };

    private string NameOf(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        return type.IsNested ? NameOf(type.GetDeclaringType()) : Join(type.Namespace, type.Name);
    }

    private string NameOf(TypeReferenceHandle handle)
    {
        var type = _metadata.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? NameOf((TypeReferenceHandle)type.ResolutionScope)
            : Join(type.Namespace, type.Name);
    }

    private string Join(StringHandle space, StringHandle name) =>
        space.IsNil ? _metadata.GetString(name) : $"{_metadata.GetString(space)}.{_metadata.GetString(name)}";

    /// <summary>Decodes a signature to the names of all types that stand in it.</summary>
    private sealed class Names(CompiledCode code) : ISignatureTypeProvider<ImmutableArray<string>, object?>
    {
        public ImmutableArray<string> GetPrimitiveType(PrimitiveTypeCode typeCode) => [];
        public ImmutableArray<string> GetGenericMethodParameter(object? context, int index) => [];
        public ImmutableArray<string> GetGenericTypeParameter(object? context, int index) => [];
        public ImmutableArray<string> GetArrayType(ImmutableArray<string> element, ArrayShape shape) => element;
        public ImmutableArray<string> GetByReferenceType(ImmutableArray<string> element) => element;
        public ImmutableArray<string> GetPinnedType(ImmutableArray<string> element) => element;
        public ImmutableArray<string> GetPointerType(ImmutableArray<string> element) => element;
        public ImmutableArray<string> GetSZArrayType(ImmutableArray<string> element) => element;
        public ImmutableArray<string> GetModifiedType(ImmutableArray<string> modifier, ImmutableArray<string> unmodified, bool required) => unmodified;
        public ImmutableArray<string> GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte kind) => code.NamesOf(handle);
        public ImmutableArray<string> GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte kind) => code.NamesOf(handle);

        public ImmutableArray<string> GetTypeFromSpecification(MetadataReader reader, object? context, TypeSpecificationHandle handle, byte kind) =>
            code.NamesOf(handle);

        public ImmutableArray<string> GetGenericInstantiation(ImmutableArray<string> type, ImmutableArray<ImmutableArray<string>> arguments) =>
            [.. type, .. arguments.SelectMany(argument => argument)];

        public ImmutableArray<string> GetFunctionPointerType(MethodSignature<ImmutableArray<string>> signature) =>
            [.. signature.ReturnType, .. signature.ParameterTypes.SelectMany(parameter => parameter)];
    }
}
