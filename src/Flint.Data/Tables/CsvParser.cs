using System.Text;

namespace Flint.Data;

/// <summary>Cuts text into records, a buffer at a time.</summary>
sealed class CsvParser(TextReader text, string name, CsvFormat format)
{
    const int End = -1, MaxKept = 10_000;

    readonly char[] buffer = new char[1 << 14];
    readonly StringBuilder field = new();

    // Categories repeat: each short text is kept once.
    readonly HashSet<string> kept = [];
    readonly HashSet<string> missing = [.. format.MissingMarks];
    int length, position;
    long line = 1;

    /// <summary>All records, the header too.</summary>
    internal IEnumerable<CsvRecord> Records()
    {
        while (true)
        {
            SkipBlanks();
            var c = Peek();
            if (c == End) yield break;
            if (c is '\r' or '\n') EndLine();
            else if (format.Comment == c) SkipLine();
            else yield return Record();
        }
    }

    CsvRecord Record()
    {
        var (start, fields) = (line, new List<string?>());
        while (true)
        {
            if (fields.Count == format.MaxColumns) throw Error(fields.Count, $"there are more than {format.MaxColumns} columns; this may be no CSV file");
            fields.Add(Field(fields.Count + 1));
            if (format.Separator is null) SkipBlanks();
            var c = Peek();
            if (format.Separator is { } separator && c == separator)
            {
                position++;
                continue;
            }
            if (c is not ('\r' or '\n' or End)) continue;
            if (c != End) EndLine();
            return new(start, fields);
        }
    }

    string? Field(int column)
    {
        field.Clear();
        if (format.TrimSpaces) while (Peek() is ' ' or '\t' && Peek() != format.Separator) position++;
        return Peek() == '"' ? Quoted(column) : Plain(column);
    }

    string? Plain(int column)
    {
        while (Peek() is var c && c is not (End or '\r' or '\n') && !(format.Separator is { } s ? c == s : c is ' ' or '\t')) Append(c, column);
        var value = Kept(format.TrimSpaces ? field.ToString().Trim() : field.ToString());
        return missing.Contains(value) ? null : value;
    }

    string Quoted(int column)
    {
        var opened = line;
        position++;
        while (true)
        {
            var c = Peek();
            if (c == End) throw Error(column, $"the quote opened in line {opened} is not closed");
            if (c == '"')
            {
                position++;
                if (Peek() != '"') break;
            }
            else if (c == '\n') line++;
            Append(c, column);
        }
        if (format.TrimSpaces) SkipTrailing();
        return Peek() is var next && (next is End or '\r' or '\n' || (format.Separator is { } s ? next == s : next is ' ' or '\t'))
            ? Kept(field.ToString())
            : throw Error(column, $"after the closing quote comes '{(char)Peek()}', expected {(format.Separator is { } sep ? $"'{(sep == '\t' ? "\\t" : sep)}'" : "a blank")} or the end of the line; a quote within quotes is written twice");
    }

    void SkipTrailing()
    {
        while (Peek() is ' ' or '\t' && Peek() != format.Separator) position++;
    }

    void Append(int c, int column)
    {
        if (field.Length == format.MaxFieldLength) throw Error(column, $"the field is longer than {format.MaxFieldLength} characters; a quote may not be closed");
        field.Append((char)c);
        position++;
    }

    string Kept(string value)
    {
        if (value.Length > 40) return value;
        if (kept.TryGetValue(value, out var known)) return known;
        if (kept.Count < MaxKept) kept.Add(value);
        return value;
    }

    // Blanks separate nothing at the ends of a line where they are the separator.
    void SkipBlanks()
    {
        while (format.Separator is null && Peek() is ' ' or '\t') position++;
    }

    void SkipLine()
    {
        while (Peek() is not ('\r' or '\n' or End)) position++;
        EndLine();
    }

    void EndLine()
    {
        if (Peek() == '\r') position++;
        else if (Peek() == '\n') { position++; line++; return; }
        if (Peek() == '\n') position++;
        line++;
    }

    int Peek()
    {
        if (position < length) return buffer[position];
        try
        {
            (length, position) = (text.Read(buffer), 0);
        }
        catch (DecoderFallbackException e)
        {
            throw new FileFormatException($"'{name}' is not good: at or after line {line} are bytes that are no {format.Encoding.WebName} text; give the file's encoding, for example CsvFormat.Default with {{ Encoding = Encoding.Latin1 }}.", e);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new FileFormatException($"'{name}' is not good: the data is damaged at or after line {line}: {e.Message}", e);
        }
        return length == 0 ? End : buffer[0];
    }

    FileFormatException Error(int column, string what) => new($"'{name}', line {line}, column {column}: {what}.");
}
