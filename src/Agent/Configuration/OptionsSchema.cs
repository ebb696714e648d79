using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Defects.Agent.Configuration;

/// <summary>
/// Walks the values along the option records: every key must be a property, every value must parse and lie within the range
/// that the property states. Nothing stops at the first problem.
/// </summary>
internal sealed class OptionsSchema(ConfigurationValues values)
{
    private readonly Dictionary<string, string?> _parsed = [];

    /// <returns>The values that are allowed, written as the binder reads them.</returns>
    public static IReadOnlyDictionary<string, string?> Check(ConfigurationValues values, Type options)
    {
        var schema = new OptionsSchema(values);
        schema.CheckMap(new ConfigurationBuilder().AddInMemoryCollection(values.All).Build(), options);
        return schema._parsed;
    }

    private void CheckMap(IConfiguration section, Type type)
    {
        var properties = type.GetProperties().ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            if (properties.TryGetValue(child.Key, out var property))
            {
                Check(child, property.PropertyType, property);
            }
            else
            {
                var names = properties.Keys.Select(JsonName).Order(StringComparer.Ordinal).ToList();
                var hint = SimilarName.Of(child.Key, names) is { } meant ? $"did you mean {meant}?" : $"known are {string.Join(", ", names)}";
                values.RefuseKey(child.Path, $"unknown key; {hint}");
            }
        }
    }

    private void Check(IConfigurationSection section, Type type, PropertyInfo? property)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var isValue = type.IsPrimitive || type == typeof(string) || type == typeof(TimeSpan);
        var children = section.GetChildren().ToList();
        if (string.IsNullOrEmpty(section.Value) && children.Count == 0)
        {
            // An empty value keeps the default; an empty printer or camera would be lost without a word.
            if (property is null)
            {
                values.Refuse(section.Path, "a map of keys and values");
            }
        }
        else if (isValue != (children.Count == 0))
        {
            values.Refuse(section.Path, isValue ? "one value, not a map" : "a map of keys and values");
        }
        else if (isValue)
        {
            CheckValue(section, type, property);
        }
        else if (type.IsGenericType)
        {
            children.ForEach(child => Check(child, type.GenericTypeArguments[1], null));
        }
        else
        {
            CheckMap(section, type);
        }
    }

    private void CheckValue(IConfigurationSection section, Type type, PropertyInfo? property)
    {
        List<ValidationAttribute> limits = [.. property?.GetCustomAttributes<ValidationAttribute>() ?? []];
        if (Parse(section.Value!, type) is { } parsed && limits.TrueForAll(limit => limit.IsValid(parsed)))
        {
            _parsed[section.Path] = Convert.ToString(parsed, CultureInfo.InvariantCulture);
        }
        else
        {
            values.Refuse(section.Path, string.Join(" ", limits.Select(Describe).Prepend(Describe(type)).Where(part => part.Length > 0)));
        }
    }

    private static object? Parse(string text, Type type) =>
        type == typeof(string) ? text
        : type == typeof(bool) ? bool.TryParse(text, out var flag) ? flag : null
        : type == typeof(int) ? int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) ? count : null
        : type == typeof(long) ? ByteSize.TryParse(text, out var bytes) ? bytes : null
        : type == typeof(double) ? double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null
        : type == typeof(TimeSpan) ? Duration.TryParse(text, out var time) ? time : null
        : throw new NotSupportedException($"Options of type {type} are not read.");

    private static string Describe(Type type) =>
        type == typeof(bool) ? "true or false"
        : type == typeof(int) ? "a whole number"
        : type == typeof(long) ? ByteSize.Form
        : type == typeof(double) ? "a number"
        : type == typeof(TimeSpan) ? Duration.Form
        : "";

    private static string Describe(ValidationAttribute limit) => limit switch
    {
        RangeAttribute range => $"from {Write(range, range.Minimum)} to {Write(range, range.Maximum)}",
        AllowedValuesAttribute allowed => $"one of {string.Join(", ", allowed.Values)}",
        RegularExpressionAttribute => "a topic without wildcards and without a slash at either end",
        _ => throw new NotSupportedException($"{limit.GetType().Name} is not described."),
    };

    private static string Write(RangeAttribute range, object limit) => range.OperandType switch
    {
        var type when type == typeof(TimeSpan) => Duration.Write(limit as TimeSpan? ?? TimeSpan.Parse((string)limit, CultureInfo.InvariantCulture)),
        var type when type == typeof(long) => ByteSize.Write(limit as long? ?? long.Parse((string)limit, CultureInfo.InvariantCulture)),
        _ => Convert.ToString(limit, CultureInfo.InvariantCulture)!,
    };

    private static string JsonName(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
