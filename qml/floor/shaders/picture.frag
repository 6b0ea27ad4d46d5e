VARYING vec3 ink;
VARYING vec2 place;

void MAIN()
{
    FRAGCOLOR = vec4(texture(picture, place).rgb * ink, 1.0);
}
